using Hiwae.Files;

namespace Hiwae.Checkpoints;

/// <summary>Whether the tensors of a checkpoint are those of a network.</summary>
internal static class StateFit
{
    private const int MostFaults = 20;

    /// <summary>Checks names, shapes and element types, all of them before anything is read.</summary>
    /// <exception cref="CheckpointException">Some are missing, unexpected, or of another shape or type; the message names the first of them.</exception>
    public static void Check(string path, string model, ImmutableArray<SafetensorsSlot> slots, IReadOnlyDictionary<string, Tensor> expected)
    {
        var saved = slots.ToDictionary(slot => slot.Name);
        string[] faults =
        [
            .. expected.Keys.Except(saved.Keys).Order(StringComparer.Ordinal).Select(name =>
                $"{name} {Shape(expected[name].shape)} is missing"),
            .. saved.Keys.Except(expected.Keys).Order(StringComparer.Ordinal).Take(MostFaults).Select(name =>
                $"{Quotation.Of(name)} {Shape(saved[name].Shape)} is not expected"),
            .. expected.Keys.Intersect(saved.Keys).Order(StringComparer.Ordinal)
                .Where(name => !saved[name].Shape.SequenceEqual(expected[name].shape))
                .Select(name => $"{name} is {Shape(saved[name].Shape)} where the model has {Shape(expected[name].shape)}"),
            .. expected.Keys.Intersect(saved.Keys).Order(StringComparer.Ordinal)
                .Where(name => saved[name].Type.Type != expected[name].dtype)
                .Select(name => $"{name} has elements of type {saved[name].Type.Name} where the model has {SafetensorsType.Of(name, expected[name].dtype).Name}"),
        ];
        if (faults.Length > 0)
            throw new CheckpointException(
                $"{path} does not fit the model {model}: {string.Join("; ", faults.Take(MostFaults))}{(faults.Length > MostFaults ? "; and more" : "")}. "
                + "The declaration has changed since it was trained, or the number of samples differs; restore it, or train again.");
    }

    private static string Shape(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}

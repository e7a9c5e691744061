namespace Hiwae.Checkpoints;

/// <summary>Whether the tensors of a checkpoint are those of a network.</summary>
internal static class StateFit
{
    /// <summary>Checks names and shapes, all of them before anything is copied.</summary>
    /// <exception cref="CheckpointException">Some are missing, unexpected, or of another shape; the message names each.</exception>
    public static void Check(
        string path, string model, IReadOnlyDictionary<string, Tensor> saved, IReadOnlyDictionary<string, Tensor> expected)
    {
        string[] faults =
        [
            .. expected.Keys.Except(saved.Keys).Order(StringComparer.Ordinal).Select(name =>
                $"{name} {Shape(expected[name])} is missing"),
            .. saved.Keys.Except(expected.Keys).Order(StringComparer.Ordinal).Select(name =>
                $"{name} {Shape(saved[name])} is not expected"),
            .. expected.Keys.Intersect(saved.Keys).Order(StringComparer.Ordinal)
                .Where(name => !saved[name].shape.SequenceEqual(expected[name].shape))
                .Select(name => $"{name} is {Shape(saved[name])} where the model has {Shape(expected[name])}"),
        ];
        if (faults.Length > 0)
            throw new CheckpointException(
                $"{path} does not fit the model {model}: {string.Join("; ", faults)}. "
                + "The declaration has changed since it was trained, or the number of samples differs; restore it, or train again.");
    }

    private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}

using Hiwae.Programs;

namespace Hiwae.Onnx;

/// <summary>The decoder: the mean of each observed variable given what it is generated from, as <c>Decode</c> gives it.</summary>
internal static class Decoder
{
    /// <summary>The graph.</summary>
    /// <exception cref="ExportException">Nothing is observed, or what is does not depend on anything, or a density has no formula.</exception>
    public static PartGraph Of(Recording recording, NetworkSource source)
    {
        var model = recording.Model;

        // Data are what they are given as: nothing of them is missing.
        VariableDescription? Leaf(Value value) => recording.Program.Operations.OfType<Operation.Fill>().FirstOrDefault(fill => fill.Output.Id == value.Id) is { } fill
            ? recording.Data(fill.X)
            : recording.Data(value) ?? recording.Drawn(value);
        (VariableDescription Variable, FactorDescription Factor, RecordedDensity Density)[] observed =
        [
            .. from variable in model.Observed
               let factor = variable.Factors.First(factor => factor.Kind == FactorKind.P)
               select (variable, factor, recording.Density(factor)),
        ];
        ImmutableArray<VariableDescription> inputs = [.. recording.Reached(observed.Select(p => p.Density.Raw), Leaf).OrderBy(variable => variable.Role == Role.Latent ? 0 : 1)];
        if (inputs.IsEmpty)
            throw new ExportException(
                $"{model.Name} has no decoder to export: {(observed.Length == 0 ? "nothing is observed" : "what is observed is generated from nothing")}. Export a model with an observed variable given a latent one.");
        var part = new PartGraph(recording, source, inputs, Leaf);
        foreach (var (variable, factor, density) in observed)
        {
            var mean = part.Densities.Mean(density.Form, part.Raw(density), variable.Size, density.Components);
            part.Output(variable, "mean", mean, $"The mean of {recording.Part(factor)}, {density.Form.Name}");
        }

        return part;
    }
}

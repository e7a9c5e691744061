using Hiwae.Programs;

namespace Hiwae.Onnx;

/// <summary>
/// The encoder: what Q says of each variable that is drawn, its mean and, of normal ones, its standard deviation. What Q conditions on a variable that is itself drawn sees the
/// mean of that.
/// </summary>
internal static class Encoder
{
    /// <summary>The graph.</summary>
    /// <exception cref="ExportException">No Q depends on data, or a density has no formula.</exception>
    public static PartGraph Of(Recording recording, NetworkSource source)
    {
        var model = recording.Model;
        VariableDescription? Leaf(Value value) => recording.Data(value) ?? recording.Drawn(value);
        if (model.Factors.FirstOrDefault(factor => factor is { Kind: FactorKind.Q, Flow: not null }) is { Flow: { } flow } through)
            throw new ExportException(
                $"{model.Name} has no encoder to export: {recording.Part(through)} goes through the flow {flow.Name}, whose mean has no formula. Estimate the posterior mean from draws with 'encode', or export a model without a flow on Q.");
        (VariableDescription Variable, FactorDescription Factor, RecordedDensity Density)[] drawn =
        [
            .. from variable in VariableOrder.Of(model, FactorKind.Q)
               let factor = variable.Factors.First(factor => factor.Kind == FactorKind.Q)
               select (variable, factor, recording.Density(factor)),
        ];
        ImmutableArray<VariableDescription> inputs =
            [.. recording.Reached(drawn.Select(q => q.Density.Raw), Leaf).Where(variable => variable.Role is Role.Observed or Role.Given)];
        if (inputs.IsEmpty)
            throw new ExportException(
                $"{model.Name} has no encoder to export: {(drawn.Length == 0 ? "it has no Q" : $"no data reach {Formula.Of(model, FactorKind.Q)}")}. Export a model whose Q is conditioned on data.");
        var part = new PartGraph(recording, source, inputs, Leaf);
        foreach (var (variable, factor, density) in drawn)
        {
            var raw = part.Raw(density);
            var (mean, scale) = (part.Densities.Mean(density.Form, raw, variable.Size), part.Densities.Scale(density.Form, raw, variable.Size));
            part.Define(variable, mean);
            part.Output(variable, "mean", mean, $"The mean of {recording.Part(factor)}, {density.Form.Name}");
            if (scale is not null)
                part.Output(variable, "scale", scale, $"The standard deviation of {recording.Part(factor)}, {density.Form.Name}");
        }

        return part;
    }
}

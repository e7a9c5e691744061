namespace Hiwae;

/// <summary>Checks at the door: of data and sample counts against a model's declaration.</summary>
public static class Checks
{
    /// <summary>K itself where the model can be run with it.</summary>
    /// <exception cref="ArgumentException">K is not positive, or differs from the declared one although heads are distinct or weights learned.</exception>
    public static int CheckSamples(this ModelDescription model, int samples) => samples switch
    {
        < 1 => throw new ArgumentException(
            $"{model.Name}: samples is {samples}; it must be at least 1."),
        _ when model.HasFixedSamples && samples != model.Samples => throw new ArgumentException(
            $"{model.Name}: samples is {samples}, but the model has {(model.HasDistinctHeads ? "distinct heads" : "learned weights")} for exactly {model.Samples} proposals; " +
            $"leave it at {model.Samples}, or change Samples in the declaration."),
        _ => samples,
    };

    /// <summary>The observation itself where it has one [batch, size] tensor for each observed and each given variable.</summary>
    /// <exception cref="ArgumentException">The number of tensors or a shape is wrong.</exception>
    public static Observation CheckObservation(this ModelDescription model, Observation observation) =>
        Check(model, observation, [.. model.Data], "its data are", observation.Values.IsDefaultOrEmpty ? 0 : observation.Batch);

    /// <summary>The observation itself where it has one [count, size] tensor for each given variable.</summary>
    /// <exception cref="ArgumentException">The number of tensors or a shape is wrong.</exception>
    public static Observation CheckGiven(this ModelDescription model, Observation given, int count) =>
        Check(model, given, [.. model.Given], "its given variables are", count);

    private static Observation Check(
        ModelDescription model, Observation observation, ImmutableArray<VariableDescription> variables, string what, long batch)
    {
        ImmutableArray<Tensor> values = observation.Values.IsDefault ? [] : observation.Values;
        if (values.Length != variables.Length)
            throw new ArgumentException(
                $"{model.Name}: {what} {variables.Length} variable(s) ({string.Join(", ", variables.Select(v => v.Name))}), " +
                $"but {values.Length} tensor(s) were passed; pass one for each, in this order.");
        foreach (var (variable, value) in variables.Zip(values))
        {
            var shape = value.shape;
            if (shape.Length != 2 || shape[0] != batch || shape[1] != variable.Size)
                throw new ArgumentException(
                    $"{model.Name}.{variable.Name} has shape [{string.Join(", ", shape)}]; " +
                    $"it must be [{batch}, {variable.Size}], [batch, size].");
        }

        return observation;
    }
}

namespace Hiwae;

/// <summary>Checks at the door: of data and sample counts against a model's declaration.</summary>
public static class Checks
{
    /// <summary>K itself where the model can be run with it.</summary>
    /// <exception cref="ArgumentException">K is not positive, or differs from the declared one although a head is Distinct.</exception>
    public static int CheckSamples(this ModelDescription model, int samples) => samples switch
    {
        < 1 => throw new ArgumentException(
            $"{model.Name}: samples is {samples}; it must be at least 1."),
        _ when model.HasDistinctHeads && samples != model.Samples => throw new ArgumentException(
            $"{model.Name}: samples is {samples}, but the model has distinct heads for exactly {model.Samples} proposals; " +
            $"leave it at {model.Samples}, or change Samples in the declaration."),
        _ => samples,
    };

    /// <summary>The observation itself where it has one [batch, size] tensor for each observed variable.</summary>
    /// <exception cref="ArgumentException">The number of tensors or a shape is wrong.</exception>
    public static Observation CheckObservation(this ModelDescription model, Observation observation)
    {
        var observed = model.Observed.ToArray();
        if (observation.Values.IsDefault || observation.Values.Length != observed.Length)
            throw new ArgumentException(
                $"{model.Name} observes {observed.Length} variable(s) ({string.Join(", ", observed.Select(v => v.Name))}), " +
                $"but the observation carries {(observation.Values.IsDefault ? 0 : observation.Values.Length)}; pass one tensor for each.");
        foreach (var (variable, value) in observed.Zip(observation.Values))
        {
            var shape = value.shape;
            if (shape.Length != 2 || shape[0] != observation.Batch || shape[1] != variable.Size)
                throw new ArgumentException(
                    $"{model.Name}.{variable.Name} has shape [{string.Join(", ", shape)}]; " +
                    $"it must be [{observation.Batch}, {variable.Size}], [batch, size].");
        }

        return observation;
    }
}

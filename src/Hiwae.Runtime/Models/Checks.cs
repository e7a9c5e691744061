namespace Hiwae;

/// <summary>Checks at the door: of data and sample counts against a model's declaration.</summary>
public static class Checks
{
    /// <summary>K itself where a network can be made for it.</summary>
    /// <exception cref="ArgumentException">K is not positive.</exception>
    public static int CheckSamples(this ModelDescription model, int samples) => samples >= 1
        ? samples
        : throw new ArgumentException($"{model.Name}: samples is {samples}; it must be at least 1.");

    /// <summary>K itself where a network can be run with it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samples">K of the call.</param>
    /// <param name="built">K of the network.</param>
    /// <exception cref="ArgumentException">K is not positive, or differs from the network's although heads are distinct or weights learned.</exception>
    public static int CheckSamples(this ModelDescription model, int samples, int built) => model.CheckSamples(samples) == built || !model.HasFixedSamples
        ? samples
        : throw new ArgumentException(
            $"{model.Name}: samples is {samples}, but the network was made with {(model.HasDistinctHeads ? "distinct heads" : "learned weights")} for exactly {built} proposals; " +
            $"leave it at {built}, or make a network for {samples} samples.");

    /// <summary>The estimator itself where the model's bound can be differentiated by it.</summary>
    /// <exception cref="ArgumentException">Double reparameterisation is to be used with weights that depend on the sample.</exception>
    public static Gradient CheckGradient(this ModelDescription model, Gradient gradient) =>
        gradient == Gradient.DoublyReparameterised && !model.HasConstantWeights
            ? throw new ArgumentException(
                $"{model.Name}: the gradient is {gradient}, but the weights are {model.Weights}: they depend on the sample, and double reparameterisation is valid for weights that do not; "
                + $"ask for {Gradient.Reparameterised}, or declare Weights.Uniform.")
            : gradient;

    /// <summary>The fraction itself where the model can do without so many of its values.</summary>
    /// <exception cref="ArgumentException">It is not from 0 to below 1, or values are to be missing from a model without a mask.</exception>
    public static double CheckMissing(this ModelDescription model, double missing) => missing switch
    {
        not (>= 0 and < 1) => throw new ArgumentException(FormattableString.Invariant(
            $"The fraction of missing values is {missing}; it must be at least 0 and less than 1.")),
        > 0 when model.Variables.All(v => v.Mask is null) => throw new ArgumentException(FormattableString.Invariant(
            $"{model.Name}: a fraction of {missing} of the values is to be missing, but no variable has a mask; ") +
            "leave it at 0, or declare [Mask(…)] on the observed variable and a given variable for it."),
        _ => missing,
    };

    /// <summary>The observation itself where it has one [batch, size] tensor for each observed and each given variable.</summary>
    /// <exception cref="ArgumentException">
    /// The number of tensors or a shape is wrong; a mask holds something other than zeros and ones; or of a model without data there are no rows.
    /// </exception>
    public static Observation CheckObservation(this ModelDescription model, Observation observation)
    {
        Check(model, observation, [.. model.Data], "its data are", observation.Batch);
        return model.Data.Any() || observation.Batch > 0
            ? observation
            : throw new ArgumentException($"{model.Name} has no data, and the observation is empty; pass Observation.Nothing(count), count at least 1.");
    }

    /// <summary>The observation itself where it has one [count, size] tensor for each given variable.</summary>
    /// <exception cref="ArgumentException">The number of tensors or a shape is wrong, or a mask holds something other than zeros and ones.</exception>
    public static Observation CheckGiven(this ModelDescription model, Observation given, int count) =>
        Check(model, given, [.. model.Given], "its given variables are", count);

    /// <summary>The number of values of a variable: the first dimension of the tensor that holds them.</summary>
    /// <exception cref="ArgumentException">There is no such dimension.</exception>
    public static long CheckRows(this ModelDescription model, string variable, Tensor values) =>
        values.dim() > 0 ? values.shape[0] : throw WrongRows(model, variable, values, "count");

    /// <summary>Values of a variable, [count, size] or [count, …shape], as [count, 1, size].</summary>
    /// <param name="model">The model.</param>
    /// <param name="variable">The name of the variable.</param>
    /// <param name="values">The values.</param>
    /// <param name="count">How many there are to be.</param>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public static Tensor CheckRows(this ModelDescription model, string variable, Tensor values, long count)
    {
        var declared = model.Variables.First(v => v.Name == variable);
        var rest = values.shape[1..];
        return values.shape[0] == count && (rest.SequenceEqual([declared.Size]) || rest.SequenceEqual(declared.Shape.Select(size => (long)size)))
            ? values.reshape(count, 1, declared.Size)
            : throw WrongRows(model, variable, values, FormattableString.Invariant($"{count}"));
    }

    private static ArgumentException WrongRows(ModelDescription model, string variable, Tensor values, string count)
    {
        var shape = model.Variables.First(v => v.Name == variable).Shape;
        return new($"{model.Name}.{variable} has shape [{string.Join(", ", values.shape)}]; it must be [{string.Join(", ", [count, .. shape])}], as many rows for each variable.");
    }

    /// <summary>The error of a model with a target that is to draw from its generative factors.</summary>
    public static InvalidOperationException NothingToDrawFrom(ModelDescription model)
    {
        var targets = string.Join(", ", model.Factors.Where(factor => factor.IsTarget).Select(factor => Formula.Of(model, factor)));
        return new(
            $"{model.Name}: nothing can be drawn from {targets} directly, a target that need not be normalised; "
            + "draw with Propose, and resample its trace by ω, the softmax of LogTerms() over the samples.");
    }

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
            if (model.IsMask(variable))
                CheckMask(model, variable, value);
        }

        return observation;
    }

    private static void CheckMask(ModelDescription model, VariableDescription variable, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var odd = mask.masked_select(mask.ne(0).logical_and(mask.ne(1)));
        if (odd.numel() > 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"{model.Name}.{variable.Name} is a mask and holds {odd[0].ToDouble()}; ") +
                "it must hold 1 where a value is present and 0 where it is missing, and nothing else.");
    }
}

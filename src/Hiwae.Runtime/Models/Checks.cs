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
    /// <param name="heads">S, the number of the network's heads, each of which draws as often as the others.</param>
    /// <exception cref="ArgumentException">K is not positive, or no multiple of S.</exception>
    public static int CheckSamples(this ModelDescription model, int samples, int heads) => model.CheckSamples(samples) % heads == 0
        ? samples
        : throw new ArgumentException(
            $"{model.Name}: samples is {samples}, but the network was made with {heads} distinct heads, each of which draws as often as the others; " +
            $"take {Multiples(samples, heads)}, or make a network for {samples} samples.");

    /// <summary>S of a network: the number of its distinct heads, and of its learned weights; 1 where it has neither.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samples">K of the network.</param>
    /// <param name="heads">S where it is asked for; as declared where null, and where that does not say as many as samples.</param>
    /// <exception cref="ArgumentException">K or S is not positive, K is no multiple of S, or heads are asked for where none are distinct.</exception>
    public static int CheckHeads(this ModelDescription model, int samples, int? heads = null)
    {
        model.CheckSamples(samples);
        if (!model.HasFixedSamples)
            return heads is null or 1 ? 1 : throw new ArgumentException(
                $"{model.Name}: {heads} heads are asked for, but no factor of it is distinct, so that all samples come from one; leave their number open, or declare Distinct = true on a Q.");
        var count = heads ?? model.Heads ?? samples;
        if (count < 1)
            throw new ArgumentException($"{model.Name}: heads is {count}; it must be at least 1.");
        return samples % count == 0
            ? count
            : throw new ArgumentException(
                $"{model.Name}: samples is {samples}, but there are {count} heads, each of which draws as often as the others; take {Multiples(samples, count)}, or another number of heads, such as {samples}.");
    }

    // The multiples of a number around another.
    private static string Multiples(int samples, int heads)
    {
        var below = samples / heads * heads;
        return $"a multiple of {heads}, such as {(below > 0 ? $"{below} or " : "")}{(long)below + heads}";
    }

    /// <summary>The estimator itself where the model's bound can be differentiated by it.</summary>
    /// <exception cref="ArgumentException">Double reparameterisation is asked for, and the model has none: see <see cref="ModelDescription.DoublyObstacle"/>.</exception>
    public static Gradient CheckGradient(this ModelDescription model, Gradient gradient) =>
        gradient == Gradient.DoublyReparameterised && model.DoublyObstacle is { } obstacle
            ? throw new ArgumentException($"{model.Name} has no {gradient} gradient: {obstacle}; ask for {Gradient.Reparameterised}, or declare Weights.Uniform.")
            : gradient;

    /// <summary>α itself where the model can be trained on the bound of it.</summary>
    /// <exception cref="ArgumentException">It is not from 0 to below 1, or above 0 with power or maximum weights.</exception>
    public static double CheckAlpha(this ModelDescription model, double alpha) => alpha switch
    {
        not (>= 0 and < 1) => throw new ArgumentException(FormattableString.Invariant(
            $"{model.Name}: alpha is {alpha}; it must be at least 0, the importance-weighted bound, and less than 1, where it would be the evidence lower bound.")),
        > 0 when model.Weights is Weights.Power or Weights.Maximum => throw new ArgumentException(FormattableString.Invariant(
            $"{model.Name}: alpha is {alpha}, but the weights are {model.Weights}, with which the bound does not become an evidence lower bound as alpha grows; ") +
            "leave it at 0, or declare Weights.Balance, Weights.Uniform or Weights.Learned."),
        > 0 when model.IsFiltering => throw new ArgumentException(FormattableString.Invariant(
            $"{model.Name}: alpha is {alpha}, which takes powers of the weights of whole sequences, but samples are drawn anew by their weights after every step; leave it at 0, or declare the model without Filtering.")),
        _ => alpha,
    };

    /// <summary>Refuses to weigh what the latent variables cost otherwise than the bound does where samples are drawn anew by their weights: these would not be the weights that are trained.</summary>
    /// <param name="model">The model.</param>
    /// <param name="what">The option and its value, such as <c>a warm-up of 5 epochs</c>; null where none is asked for.</param>
    /// <exception cref="ArgumentException">There is one, and the model filters.</exception>
    public static void CheckFiltering(this ModelDescription model, string? what)
    {
        if (model.IsFiltering && what is not null)
            throw new ArgumentException(
                $"{model.Name} is to be trained with {what}, which changes the weights of samples, but these are drawn anew by their weights after every step; leave it out, or declare the model without Filtering.");
    }

    /// <summary>The same, where there are proposals for it to weigh against one another.</summary>
    /// <param name="model">The model.</param>
    /// <param name="alpha">α.</param>
    /// <param name="samples">K.</param>
    /// <exception cref="ArgumentException">It is not from 0 to below 1, or above 0 with power or maximum weights, or with one proposal.</exception>
    public static double CheckAlpha(this ModelDescription model, double alpha, int samples) => model.CheckAlpha(alpha) > 0 && samples == 1
        ? throw new ArgumentException(FormattableString.Invariant(
            $"{model.Name}: alpha is {alpha}, which weighs proposals against one another, but samples is 1, so that the bound is the evidence lower bound whatever alpha is; take 2 samples or more, or leave alpha at 0."))
        : alpha;

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

    /// <summary>The observation, [batch, size] each, where it has a tensor of the declared shape for each observed and each given variable, with values that the model takes.</summary>
    /// <remarks>An observation that was checked for the model is known by it, also in parts and repeated, and is not looked at again.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="observation">Its data.</param>
    /// <exception cref="ArgumentException">
    /// There are no rows; the number of tensors or a shape is wrong; or a value is not one that its density takes, not finite although it is given, or in a mask something other than
    /// zero and one. What a mask says is missing may be anything.
    /// </exception>
    public static Observation CheckObservation(this ModelDescription model, Observation observation) => Check(model, observation, null);

    /// <summary>The same, where the data are also of the network's element type and on its device. A mask of truth values becomes one of zeros and ones.</summary>
    /// <param name="model">The model.</param>
    /// <param name="observation">Its data.</param>
    /// <param name="network">The model's parameters.</param>
    /// <param name="noise">What is drawn from; its type is the network's.</param>
    /// <inheritdoc cref="CheckObservation(ModelDescription, Observation)" path="/remarks|/exception"/>
    public static Observation CheckObservation(this ModelDescription model, Observation observation, nn.Module network, Noise noise) =>
        Check(model, observation, ElementKind.Of(model, network, noise));

    /// <summary>The given variables' values, [count, size] each, where there is a tensor of the declared shape for each, with values that the model takes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="given">The values.</param>
    /// <param name="count">The number of samples that are to be drawn.</param>
    /// <param name="network">The model's parameters.</param>
    /// <param name="noise">What is drawn from; its type is the network's.</param>
    /// <exception cref="ArgumentException">
    /// The count is not positive; the number of tensors, a shape, an element type or a device is wrong; or a value is not finite, or in a mask something other than zero and one.
    /// </exception>
    public static Observation CheckGiven(this ModelDescription model, Observation given, int count, nn.Module network, Noise noise)
    {
        if (count < 1)
            throw new ArgumentException($"{model.Name}: {count} samples are asked for; it must be at least 1.");
        return new(ObservationChecks.Check(model, given, [.. model.Given], "its given variables are", count, ElementKind.Of(model, network, noise)));
    }

    /// <summary>Checks the given variables of a trace that is to be decoded.</summary>
    /// <param name="model">The model.</param>
    /// <param name="variables">The values of the trace, in the order of declaration.</param>
    /// <exception cref="ArgumentException">A given value is not finite, or in a mask something other than zero and one.</exception>
    public static void CheckTrace(this ModelDescription model, IReadOnlyList<Tensor> variables)
    {
        using var scope = NewDisposeScope();
        foreach (var (variable, value) in model.Variables.Zip(variables).Where(pair => pair is { First.Role: Role.Given, Second: not null }))
            ValueSet.Of(model, variable).Check(model, variable, value.reshape(-1, variable.Size), mask: null);
    }

    /// <summary>The observation, checked against a network.</summary>
    internal static Observation Checked<TModel>(this ModelNetwork<TModel> network, Observation observation, Noise? noise = null) where TModel : class, IModel<TModel> =>
        Check(TModel.Description, observation, ElementKind.Of(TModel.Description, network, noise));

    /// <summary>The number of values of a variable, [count, size] or [count, …shape].</summary>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public static long CheckRows(this ModelDescription model, string variable, Tensor values) =>
        ObservationChecks.Flat(model, Named(model, variable), values).shape[0];

    /// <summary>Values of a variable, [count, size] or [count, …shape], as [count, 1, size].</summary>
    /// <param name="model">The model.</param>
    /// <param name="variable">The name of the variable.</param>
    /// <param name="values">The values.</param>
    /// <param name="count">How many there are to be.</param>
    /// <param name="network">The model's parameters.</param>
    /// <exception cref="ArgumentException">The shape, the number, the element type or the device is another, or something given holds a value that it cannot take.</exception>
    public static Tensor CheckRows(this ModelDescription model, string variable, Tensor values, long count, nn.Module network)
    {
        var declared = Named(model, variable);
        var flat = ObservationChecks.Flat(model, declared, values);
        if (flat.shape[0] != count)
            throw new ArgumentException($"{model.Name}.{variable} has {flat.shape[0]} rows, but the variable before it has {count}; pass as many of each.");
        if (ElementKind.Of(model, network, noise: null) is { } kind)
            flat = kind.Check(model, declared, flat);
        if (declared.Role == Role.Given)
            ValueSet.Of(model, declared).Check(model, declared, flat, mask: null);
        return flat.unsqueeze(1);
    }

    private static VariableDescription Named(ModelDescription model, string variable) => model.Variables.First(v => v.Name == variable);

    /// <summary>Checks that there is a value of each variable.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">The values.</param>
    /// <param name="variables">The names of the variables.</param>
    /// <exception cref="ArgumentException">There is not.</exception>
    public static void CheckCount(this ModelDescription model, IReadOnlyList<Tensor> values, IReadOnlyList<string> variables)
    {
        if (values.Count != variables.Count)
            throw new ArgumentException(
                $"{model.Name} decodes {string.Join(", ", variables)}, but {values.Count} {(values.Count == 1 ? "value is" : "values are")} given; pass one for each, in this order.", nameof(values));
    }

    /// <summary>The error of a model with a target that is to draw from its generative factors.</summary>
    public static InvalidOperationException NothingToDrawFrom(ModelDescription model)
    {
        var targets = string.Join(", ", model.Factors.Where(factor => factor.IsTarget).Select(factor => Formula.Of(model, factor)));
        return new(
            $"{model.Name}: nothing can be drawn from {targets} directly, a target that need not be normalised; "
            + "draw with Propose, and resample its trace by ω, the softmax of LogTerms() over the samples.");
    }

    /// <summary>The observation, checked against a model and, where that is known, the kind of its network.</summary>
    internal static Observation Check(ModelDescription model, Observation observation, ElementKind? kind)
    {
        if (observation.IsCheckedFor(model) && observation.Batch > 0)
            return ObservationChecks.OfKind(model, observation, kind);
        if (model.Data.Any())
            return new Observation(ObservationChecks.Check(model, observation, [.. model.Data], "its data are", null, kind)).CheckedFor(model);
        ObservationChecks.CheckNumber(model, observation, [], "its data are");
        return observation.Batch > 0
            ? observation
            : throw new ArgumentException($"{model.Name} has no data, and the observation is empty; pass Observation.Nothing(count), count at least 1.");
    }
}

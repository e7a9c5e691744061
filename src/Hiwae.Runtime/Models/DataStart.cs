using Hiwae.Networks;
using TorchSharp.Modules;

namespace Hiwae;

/// <summary>Starts a network at the data that it is going to be trained on.</summary>
public static class DataStart
{
    // Adam moves a number by about the rate a step: to what is 6 off at most, which for a logit is a probability of 1/400.
    private const int Steps = 60;

    private const double Rate = 0.1;

    // So many rows tell what is common to all.
    private const int Rows = 200;

    /// <summary>
    /// Puts every pseudo-input at a datum (Tomczak and Welling 2018), drawn without replacement where there are enough data, and a little apart from it; and fits the output biases of
    /// p of the observed variables to the data, everything else being what it is. To be called before training; <see cref="Training.Trainer"/> does it for models with pseudo-inputs.
    /// </summary>
    /// <remarks>
    /// A prior that is made of the proposal goes wherever the proposal goes. Where the decoder does not know the mean of the data yet, it is learned through the
    /// place of all z together: that runs away with its scale, and what z says of a datum is lost for good. Biases that know the mean leave no such pull.
    /// Gradients are cleared.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="data">Training data, each [batch, size]; best as many as there are pseudo-inputs, or more.</param>
    /// <param name="noise">Draws which datum each starts at.</param>
    /// <exception cref="ArgumentException">The data do not fit the declared shapes, or there are none.</exception>
    public static void StartAtData<TModel>(this ModelNetwork<TModel> network, Observation data, Noise noise) where TModel : class, IModel<TModel>
    {
        Checks.CheckObservation(TModel.Description, data);
        using var scope = NewDisposeScope();
        foreach (var (inputs, parents) in network.PseudoInputs())
            inputs.Start([.. parents.Select(parent => AsRead(TModel.Description, parent, data))], noise);
        FitBiases(network, data.Narrow(0, Math.Min(Rows, data.Batch)), noise);
    }

    /// <summary>The number of data that pseudo-inputs which are still noise would start at; 0 where there are none.</summary>
    internal static int PseudoInputsToStart<TModel>(this ModelNetwork<TModel> network) where TModel : class, IModel<TModel> =>
        MixturesOf<TModel>.All.IsEmpty ? 0 : network.PseudoInputs().Where(pair => pair.Inputs.AreNoise).Select(pair => pair.Inputs.Count).DefaultIfEmpty(0).Max();

    /// <summary>Ascends on log p of what is observed.</summary>
    private static void FitBiases<TModel>(ModelNetwork<TModel> network, Observation data, Noise noise) where TModel : class, IModel<TModel>
    {
        var observed = TModel.Description.Observed.Select(variable => variable.Name).ToHashSet();
        Parameter[] biases =
        [
            .. TModel.Description.Factors
                .Where(factor => factor.Kind == FactorKind.P && observed.Contains(factor.Variable))
                .Select(factor => factor.Submodule is { } name ? OutputBias(network.Submodule(name)) : null)
                .OfType<Parameter>(),
        ];
        if (biases.Length == 0)
            return;
        using var adam = optim.Adam(biases, Rate);
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            network.zero_grad();
            var proposal = network.Propose(data, network.Samples, noise);
            var terms = proposal.Factors.Where(factor => factor.Kind == FactorKind.P && observed.Contains(factor.Variable)).Select(factor => factor.LogDensity.mean());
            (-terms.Aggregate((sum, term) => sum + term)).backward();
            adam.step();
        }

        network.zero_grad();
    }

    /// <summary>What is added last; null where nothing is.</summary>
    internal static Parameter? OutputBias(Module factor) => factor.named_parameters().LastOrDefault(parameter => parameter.name is "raw" || parameter.name.EndsWith("bias", StringComparison.Ordinal)).parameter;

    private static IEnumerable<(PseudoInputs Inputs, ImmutableArray<string> Parents)> PseudoInputs<TModel>(this ModelNetwork<TModel> network)
        where TModel : class, IModel<TModel> =>
        MixturesOf<TModel>.All.Select(mixture => ((PseudoInputs)network.Submodule(mixture.Submodule), mixture.Parents));

    internal static Module Submodule(this Module network, string name) => network.named_children().Single(child => child.name == name).module;

    /// <summary>A variable as networks read it; what is missing is not a number.</summary>
    private static Tensor AsRead(ModelDescription model, string name, Observation data)
    {
        ImmutableArray<VariableDescription> variables = [.. model.Data];
        Tensor Values(string variable) => data.Values[variables.IndexOf(variables.Single(other => other.Name == variable))];
        return variables.Single(variable => variable.Name == name).Mask is { } mask
            ? Values(name).masked_fill(Missing.Spread(Values(mask), Values(name).shape[^1]).gt(0).logical_not(), double.NaN)
            : Values(name);
    }

    /// <summary>The priors of a model that are mixtures of posteriors, found once: a step asks for them.</summary>
    private static class MixturesOf<TModel> where TModel : class, IModel<TModel>
    {
        public static ImmutableArray<(string Submodule, ImmutableArray<string> Parents)> All { get; } =
        [
            .. from variable in TModel.Description.Variables
               from p in variable.Factors
               where p.PseudoInputs > 0
               select (p.Submodule!, variable.Factors.Single(factor => factor.Kind == FactorKind.Q).Parents),
        ];
    }
}

namespace Hiwae.Laws.Tests;

/// <summary>The linear-Gaussian models.</summary>
internal static class Structures
{
    /// <summary>The values of K that the laws are put to.</summary>
    public static readonly int[] Samples = [1, 2, 3, 5, 10];

    /// <summary>Whether everything is asked for, however long it takes: <c>HIWAE_SLOW=1</c>.</summary>
    public static bool IsSlow => Environment.GetEnvironmentVariable("HIWAE_SLOW") == "1";

    /// <summary>All of them.</summary>
    public static IEnumerable<ModelDescription> All => DeclaredModels.All
        .Select(m => m.Description)
        .Where(m => m.Name.StartsWith("linear-", StringComparison.Ordinal));

    /// <summary>Those of which variables and factors are all that there is: no features, nothing given, no mixtures and no flows.</summary>
    public static IEnumerable<ModelDescription> Plain => All.Where(m =>
        m.Variables.All(v => v.Role is Role.Observed or Role.Latent or Role.Auxiliary)
        && m.Factors.All(f => f is { Components: 1, PseudoInputs: 0, Flow: null }));

    /// <summary>The model of a name.</summary>
    public static ModelEntry Find(string name) => DeclaredModels.All.Single(m => m.Description.Name == name);

    /// <summary>Each model with each K; where heads are declared, with so many draws of each.</summary>
    public static TheoryData<string, int> With(IEnumerable<ModelDescription> models, int[] samples)
    {
        var data = new TheoryData<string, int>();
        foreach (var model in models)
        {
            foreach (var k in samples)
                data.Add(model.Name, k * (model.Heads ?? 1));
        }

        return data;
    }

    /// <summary>A trial of the true model, with networks for K samples.</summary>
    public static Trial<TModel> Trial<TModel>(long seed, int samples, Subject<TModel>? subject = null) where TModel : class, IModel<TModel> =>
        new(subject ?? new(), new Case(seed, 1, samples, 1, TModel.Description.Heads is { } heads && samples % heads == 0 ? heads : samples));

    /// <summary>A network with parameters at which the weights are bounded, or nearly so.</summary>
    public static ModelNetwork<TModel> Bounded<TModel>(this Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var network = trial.Keep(RandomParameters.Network<TModel>(trial.Noise, trial.Case.Samples, TModel.Description.HasFixedSamples ? trial.Heads : null));
        network.eval();
        return network;
    }
}

using Hiwae.Networks;

namespace Hiwae.Verification;

/// <summary>One case of a law, put to a model: it makes networks and data, and releases them at the end.</summary>
/// <typeparam name="TModel">The declared model.</typeparam>
/// <param name="subject">What the law is put to.</param>
/// <param name="case">Seed, number of data, K and scale.</param>
/// <param name="options">The user's.</param>
internal sealed class Trial<TModel>(Subject<TModel> subject, Case @case, LawOptions options) : IDisposable
    where TModel : class, IModel<TModel>
{
    private readonly List<IDisposable> networks = [];
    private long seeds;

    /// <summary>What the law is put to.</summary>
    public Subject<TModel> Subject => subject;

    /// <summary>Seed, number of data, K and scale.</summary>
    public Case Case => @case;

    /// <summary>The user's options.</summary>
    public LawOptions Options => options;

    /// <summary>The model.</summary>
    public static ModelDescription Model => TModel.Description;

    /// <summary>Where the randomness of this case comes from.</summary>
    public Noise Noise { get; } = Noise.FromSeed(@case.Seed, dtype: ScalarType.Float64);

    /// <summary>A network in evaluation mode, with random parameters: those of the start, scattered, and scaled.</summary>
    /// <param name="samples">K; the case's where null.</param>
    /// <param name="scale">What all parameters are multiplied with; the case's where null.</param>
    public ModelNetwork<TModel> Network(int? samples = null, double? scale = null)
    {
        var network = Keep(subject.Create(Noise, samples ?? Case.Samples));
        network.eval();
        Scatter.Over(network.named_parameters().Select(p => (Tensor)p.parameter), Noise, scale ?? Case.Scale);
        return network;
    }

    /// <summary>A seed that this case has not used before, for draws that two estimators share.</summary>
    public long NextSeed() => ((Case.Seed + 1) * 1_000_003) + seeds++;

    /// <summary>Releases a network with the trial.</summary>
    public ModelNetwork<TModel> Keep(ModelNetwork<TModel> network)
    {
        networks.Add(network);
        return network;
    }

    /// <summary>Random data.</summary>
    /// <param name="count">How many; the case's number where null.</param>
    public Observation Data(long? count = null) =>
        options.Data is { } own && Model.Data.Any() ? own(count ?? Case.Data, Noise) : RandomData.Of(Model, count ?? Case.Data, Noise);

    /// <summary>A proposal at random parameters and random data.</summary>
    public Proposal<TModel> Propose() => Propose(Network(), Data(), Noise);

    /// <summary>A proposal with the ordinary gradient.</summary>
    public Proposal<TModel> Propose(ModelNetwork<TModel> network, Observation data, Noise noise) =>
        subject.Propose(network, data, noise, GradientPaths.Ordinary);

    /// <summary>log ŵ, [batch], in nats.</summary>
    public Tensor LogEstimate(ModelNetwork<TModel> network, Observation data, Noise noise)
    {
        using var scope = NewDisposeScope();
        return subject.LogEstimate(Propose(network, data, noise)).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var network in networks)
            network.Dispose();
        networks.Clear();
    }
}

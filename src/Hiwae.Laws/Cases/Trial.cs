using Hiwae.Networks;

namespace Hiwae.Laws.Cases;

/// <summary>One case of a law, put to a model: it makes networks and data, and releases them at the end.</summary>
/// <typeparam name="TModel">The declared model.</typeparam>
/// <param name="subject">The model and its estimators.</param>
/// <param name="case">Seed, number of data, K and scale.</param>
/// <param name="ownData">The user's own data, for a number of them; null for random values of the model's supports.</param>
internal sealed class Trial<TModel>(Subject<TModel> subject, Case @case, Func<long, Noise, Observation>? ownData = null) : IDisposable
    where TModel : class, IModel<TModel>
{
    /// <summary>The largest median of a variable's absolute draws: a scale that is as far below 1 as a mean is above it is lost in that mean's last digits.</summary>
    private const double MostTypical = 50;

    /// <summary>The largest absolute draw: scales and densities that depend on it overflow not far beyond.</summary>
    private const double MostExtreme = 1e6;

    private readonly List<IDisposable> networks = [];
    private long seeds;

    /// <summary>The model and its estimators.</summary>
    public Subject<TModel> Subject => subject;

    /// <summary>Seed, number of data, K and scale.</summary>
    public Case Case => @case;

    /// <summary>S of the case, where the model has distinct heads.</summary>
    public int Heads => Case.Heads > 0 ? Case.Heads : Case.Samples;

    /// <summary>The model.</summary>
    public static ModelDescription Model => TModel.Description;

    /// <summary>The source of randomness of this case.</summary>
    public Noise Noise { get; } = Noise.FromSeed(@case.Seed, dtype: ScalarType.Float64);

    /// <summary>
    /// A network in evaluation mode, with random parameters: those of the start, scattered, and multiplied with the case's scale. They are
    /// halved until its draws are of a size at which rounding decides nothing; where that does not help, the network is judged as it is.
    /// </summary>
    /// <param name="samples">K; the case's where null.</param>
    /// <param name="heads">S; where null the case's, or as many as the samples that are given.</param>
    public ModelNetwork<TModel> Network(int? samples = null, int? heads = null)
    {
        var network = NetworkAt(Case.Scale, samples, heads);
        for (var halving = 0; halving < Scatter.MostHalvings && !DrawsTamely(network); halving++)
            Scatter.Multiply(network, 0.5);
        return network;
    }

    /// <summary>The same with the given scale, whatever its draws are.</summary>
    /// <param name="scale">The factor of all parameters.</param>
    /// <param name="samples">K; the case's where null.</param>
    /// <param name="heads">S; where null the case's, or as many as the samples that are given.</param>
    public ModelNetwork<TModel> NetworkAt(double scale, int? samples = null, int? heads = null)
    {
        var network = Keep(subject.Create(Noise, samples ?? Case.Samples, heads ?? samples ?? Heads));
        network.eval();
        Scatter.Over(network.named_parameters().Select(p => (Tensor)p.parameter), Noise, scale);
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
    /// <param name="count">Their number; the case's where null.</param>
    public Observation Data(long? count = null) => Data(count ?? Case.Data, Noise);

    /// <summary>A proposal at random parameters and random data.</summary>
    public Proposal<TModel> Propose() => Propose(Network(), Data(), Noise);

    /// <summary>A proposal with the ordinary gradient.</summary>
    public Proposal<TModel> Propose(ModelNetwork<TModel> network, Observation data, Noise noise) =>
        subject.Propose(network, data, noise, GradientTape.Ordinary);

    /// <summary>The draws, variable by variable.</summary>
    public static IEnumerable<Tensor> DrawnBy(Proposal<TModel> proposal) => Model.Variables.Zip(proposal.Trace.Variables)
        .Where(pair => pair.First is { Role: Role.Latent or Role.Auxiliary, IsEnumerated: false })
        .Select(pair => pair.Second);

    /// <summary>log ŵ, [batch], in nats; or of an α the logarithm of the power mean.</summary>
    public Tensor LogEstimate(ModelNetwork<TModel> network, Observation data, Noise noise, double alpha = 0)
    {
        using var scope = NewDisposeScope();
        return subject.LogMean(Propose(network, data, noise), alpha).MoveToOuterDisposeScope();
    }

    private Observation Data(long count, Noise noise) =>
        ownData is not null && Model.Data.Any() ? ownData(count, noise) : RandomData.Of(Model, count, noise);

    /// <summary>Whether draws are of a size that floating-point numbers have room around. A draw that is not a number is of none.</summary>
    private bool DrawsTamely(ModelNetwork<TModel> network)
    {
        const int Enough = 8;
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var noise = Noise.FromSeed(NextSeed(), dtype: ScalarType.Float64);
        return DrawnBy(Propose(network, Data(Enough, noise), noise)).Select(value => value.abs()).All(size =>
            size.median().ToDouble() <= MostTypical && size.max().ToDouble() <= MostExtreme);
    }

    public void Dispose()
    {
        foreach (var network in networks)
            network.Dispose();
        networks.Clear();
    }
}

using Hiwae.Bench.Work;
using Hiwae.Compilation;
using Hiwae.Models;

namespace Hiwae.Bench;

/// <summary>Something that is measured: training steps of a model, or its evaluation.</summary>
/// <param name="Name">A letter.</param>
/// <param name="Title">A few words.</param>
/// <param name="Model">The model's name to the peers.</param>
/// <param name="Data">The number of data in the batch.</param>
/// <param name="Size">Values of each datum.</param>
/// <param name="Samples">K; in an evaluation, the samples of each image.</param>
/// <param name="Products">Its matrix products, for the floor.</param>
/// <param name="Create">Our side of it, by the path that is to be taken, and the precision of training.</param>
internal sealed record Workload(
    string Name, string Title, string Model, int Data, int Size, int Samples, Products Products, Func<Workload, StepPath, Precision, IWork> Create)
{
    private const int Pixels = 784;

    /// <summary>Samples with which an evaluation is compared with the peers'.</summary>
    public const int CheckedSamples = 50;

    /// <summary>All of them, in order.</summary>
    public static ImmutableArray<Workload> All { get; } =
    [
        new("a", "iwae, K = 50", "iwae", 100, Pixels, 50, Products.Iwae(100, 50), (w, step, precision) => new TrainingWork<Iwae>(w, step, precision)),
        new("b", "iwae, K = 5", "iwae", 100, Pixels, 5, Products.Iwae(100, 5), (w, step, precision) => new TrainingWork<Iwae>(w, step, precision)),
        new("c", "hiwae, balance, K = 5", "hiwae", 100, Pixels, 5, Products.Hiwae(100, 5, Pixels, Pixels, 50, [200, 200]), (w, step, precision) => new TrainingWork<HiwaeBalance>(w, step, precision)),
        new("d", "hiwae-conv, K = 5", "hiwae-conv", 64, Pixels, 5, Products.HiwaeConv(64, 5), (w, step, precision) => new TrainingWork<HiwaeConv>(w, step, precision)),
        new("e", "hiwae on points, K = 10", "small-hiwae", 64, 2, 10, Products.Hiwae(64, 10, 2, 4, 2, [64]), (w, step, precision) => new TrainingWork<SmallHiwae>(w, step, precision)),
        new("f", "iwae, 5,000 samples", "iwae", 20, Pixels, 5000, Products.IwaeForward(20, 5000), (w, step, _) => new EvaluationWork<Iwae>(w, step)) { Evaluates = true },
        new("g", "Poisson table, K = 10", "count-table", 100, 20, 10, Products.CountTable(100, 10), (w, step, precision) => new TrainingWork<CountTable>(w, step, precision)) { HasCounts = true },
        new("h", "flow-prior, K = 5", "flow-prior", 100, Pixels, 5, Products.FlowPrior(100, 5), (w, step, precision) => new TrainingWork<FlowPrior>(w, step, precision)),
    ];

    /// <summary>Whether data are counts.</summary>
    public bool HasCounts { get; private init; }

    /// <summary>Whether the model is evaluated instead of trained.</summary>
    public bool Evaluates { get; private init; }

    /// <summary>The divisor of a repetition's time: times are for each step of training, or for each image evaluated.</summary>
    public int Divisor => Evaluates ? Data : 1;

    /// <summary>The one of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Workload Named(string name) => All.FirstOrDefault(w => w.Name == name)
        ?? throw new ArgumentException($"There is no workload '{name}'; there are {string.Join(", ", All.Select(w => w.Name))}.");

    /// <summary>The batch, [data, size]: random zeros and ones, counts, or points where there are but few values. It belongs to the caller's scope.</summary>
    public Tensor Batch()
    {
        using var scope = torch.NewDisposeScope();
        var noise = Noise.FromSeed(2);
        var values = HasCounts ? (noise.OpenUniform(Data, Size).log() * -2).floor() : Size < Pixels ? noise.Normal(Data, Size) : noise.Uniform(Data, Size).lt(0.2).to_type(torch.ScalarType.Float32);
        return values.MoveToOuterDisposeScope();
    }
}

/// <summary>Points in the plane with a latent variable in the plane: so little arithmetic that what is measured is the cost of each operator.</summary>
[Model(Samples = 10, Weights = Weights.Balance)]
public sealed partial record SmallHiwae(
    [Shape(2), P<Normal>(nameof(Z), Hidden = [64])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [64], Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X), Hidden = [64]), R<Normal>(nameof(Z), nameof(X), Hidden = [64])] Tensor Z0);

/// <summary>A table of counts.</summary>
[Model(Samples = 10)]
public sealed partial record CountTable(
    [Shape(20), P<Poisson>(nameof(Z), Hidden = [64])] Tensor X,
    [Shape(5), P<Normal>, Q<Normal>(nameof(X), Hidden = [64])] Tensor Z);

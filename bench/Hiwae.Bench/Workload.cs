using Hiwae.Bench.Work;
using Hiwae.Models;

namespace Hiwae.Bench;

/// <summary>Something that is measured: training steps of a model, or its evaluation.</summary>
/// <param name="Name">A letter.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Model">The model's name to the peer.</param>
/// <param name="Data">How many data are in the batch.</param>
/// <param name="Size">Values of each datum.</param>
/// <param name="Samples">K; in an evaluation, the samples of each image.</param>
/// <param name="Products">Its matrix products, for the floor.</param>
/// <param name="Create">Our side of it.</param>
internal sealed record Workload(
    string Name, string Title, string Model, int Data, int Size, int Samples, Products Products, Func<Workload, IWork> Create)
{
    private const int Pixels = 784;

    /// <summary>Samples with which an evaluation is compared with the peer's.</summary>
    public const int CheckedSamples = 50;

    /// <summary>All of them, in order.</summary>
    public static ImmutableArray<Workload> All { get; } =
    [
        new("a", "iwae, K = 50, batch 100", "iwae", 100, Pixels, 50, Products.Iwae(100, 50), w => new TrainingWork<Iwae>(w)),
        new("b", "iwae, K = 5, batch 100", "iwae", 100, Pixels, 5, Products.Iwae(100, 5), w => new TrainingWork<Iwae>(w)),
        new("c", "hiwae, balance, K = 5, batch 100", "hiwae", 100, Pixels, 5, Products.Hiwae(100, 5, Pixels, Pixels, 50, [200, 200]), w => new TrainingWork<HiwaeBalance>(w)),
        new("d", "hiwae-conv, K = 5, batch 64", "hiwae-conv", 64, Pixels, 5, Products.HiwaeConv(64, 5), w => new TrainingWork<HiwaeConv>(w)),
        new("e", "hiwae on points, K = 10, batch 64", "small-hiwae", 64, 2, 10, Products.Hiwae(64, 10, 2, 4, 2, [64]), w => new TrainingWork<SmallHiwae>(w)),
        new("f", "iwae, evaluation, 5,000 samples, per image", "iwae", 20, Pixels, 5000, Products.IwaeForward(20, 5000), w => new EvaluationWork<Iwae>(w)) { Evaluates = true },
    ];

    /// <summary>Whether the model is evaluated instead of trained.</summary>
    public bool Evaluates { get; private init; }

    /// <summary>What the time of one repetition is divided by: times are for each step of training, or for each image evaluated.</summary>
    public int Divisor => Evaluates ? Data : 1;

    /// <summary>The one of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Workload Named(string name) => All.FirstOrDefault(w => w.Name == name)
        ?? throw new ArgumentException($"There is no workload '{name}'; there are {string.Join(", ", All.Select(w => w.Name))}.");

    /// <summary>The batch, [data, size]: random zeros and ones, or points where there are but few values. It belongs to the caller's scope.</summary>
    public Tensor Batch()
    {
        using var scope = torch.NewDisposeScope();
        var noise = Noise.FromSeed(2);
        var values = Size < Pixels ? noise.Normal(Data, Size) : noise.Uniform(Data, Size).lt(0.2).to_type(torch.ScalarType.Float32);
        return values.MoveToOuterDisposeScope();
    }
}

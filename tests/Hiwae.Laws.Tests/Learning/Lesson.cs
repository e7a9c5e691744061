using Hiwae.Training;

namespace Hiwae.Laws.Tests.Learning;

/// <summary>A model, what it learns, and how near it is to come.</summary>
/// <param name="Model">The declaration's name.</param>
/// <param name="Data">What it learns, as the page has it.</param>
/// <param name="Stated">The most that its bound may be below the truth, in nats for a row.</param>
/// <param name="Least">The least that it may be: for a model that is not to learn it; otherwise no more below zero than chance explains.</param>
internal sealed record Lesson(string Model, string Data, double Least, double Stated, Func<double> Gap)
{
    private const string Beyond = ", which is beyond it";

    private const string Normal = "a standard normal number", Bent = "a banana on the plane", Sequences = "8 steps of a linear-Gaussian state-space model, two values in each", Posterior = "a sum with noise, of which only q is learned";

    public static IReadOnlyList<Lesson> All { get; } =
    [
        new(nameof(BetaLine), Normal, -0.02, 0.03, () => BetaGap(steps: 1500)),
        Of<LatentClasses>("three classes of twelve bits", new Classes(), -0.01, 0.03, new(600, 0.03, Seeds: 3)),
        Of<PoissonTable>(
            "five Poisson counts, log rates linear in z", new Table<Poisson>([0.8, -0.6, 0.5, 0.3, -0.9], [0.5, 1, -0.5, 1.5, 0]), -0.01, 0.03, new(1500, 0.01)),
        Of<NegativeBinomialTable>(
            "five negative-binomial counts",
            new Table<NegativeBinomial>([0.8, -0.6, 0.5, 0.9, -0.9, 0, 0, 0, 0, 0], [1, 2, 1, 1.5, 1, 1, 0, 1, 0.5, 1]), -0.01, 0.03, new(1500, 0.01)),
        Of<ZeroInflatedTable>(
            "the same with more zeros",
            new Table<ZeroInflated<NegativeBinomial>>([0, 0, 0, 0, 0, 0.8, -0.6, 0.5, 0.9, -0.9, 0, 0, 0, 0, 0], [-1, 0, -2, -1, -1, 1, 2, 1, 1.5, 1, 1, 0, 1, 0.5, 1]),
            -0.01, 0.05, new(1500, 0.01)),
        Of<BentPlane>(Bent, default(Banana), -0.03, 0.15, new(1500, 0.005)),
        Of<FlatPlane>(Bent + Beyond, default(Banana), 0.9, 1.4, new(1000, 0.005)),
        new(nameof(BentProposal), Bent, -0.01, 0.1, () => ProposalGap<BentProposal>(1500)),
        new(nameof(FlatProposal), Bent + Beyond, 0.3, 2, () => ProposalGap<FlatProposal>(1500)),
        Of<ShortVrnn>(Sequences, new StateSpace(), -0.1, 0.1, new(1000, 0.01, Batch: 100)),
        Of<ShortFilter>(Sequences, new StateSpace(), -0.1, 0.1, new(800, 0.02, Batch: 100)),
        Of<ShortFactor>(Sequences + Beyond, new StateSpace(), 0.5, 20, new(800, 0.02)),
        new(nameof(FullSum), Posterior, -0.01, 0.05, () => PosteriorGap<FullSum>(0.1)),
        new(nameof(LowRankSum), Posterior, -0.01, 0.05, () => PosteriorGap<LowRankSum>(0.3)),
        new(nameof(DiagonalSum), Posterior + Beyond, 1.85, 2.1, () => PosteriorGap<DiagonalSum>(0.1)),
    ];

    /// <summary>What is stated, in words.</summary>
    public string Text => Least > 0 ? FormattableString.Invariant($"{Least} to {Stated}") : FormattableString.Invariant($"at most {Stated}");

    private static Lesson Of<TModel>(string data, ITruth truth, double least, double stated, Course course) where TModel : class, IModel<TModel> =>
        new(typeof(TModel).Name, data, least, stated, () => GapOf<TModel>(truth, course));

    /// <summary>The mean of log p(x) − log ŵ over rows that were not trained on, of the training whose bound is highest for rows that were.</summary>
    private static double GapOf<TModel>(ITruth truth, Course course) where TModel : class, IModel<TModel> => Enumerable.Range(1, course.Seeds).Select(seed =>
    {
        using var scope = NewDisposeScope();
        using var start = Trained<TModel>(noise => new([truth.Drawn(course.Batch, noise)]), course, seed);
        using var constant = no_grad();
        Tensor Gaps(Tensor rows) => truth.LogDensity(rows) - start.Network.LogEstimate(new([rows]), 200, Noise.FromSeed(2));
        return (Known: Gaps(truth.Drawn(2000, Noise.FromSeed(10))).mean().ToDouble(), New: Gaps(truth.Drawn(5000, Noise.FromSeed(1))).mean().ToDouble());
    }).MinBy(gap => gap.Known).New;

    /// <summary>
    /// E log p(x | z) − β KL is β times the bound of a model whose noise has β times the variance, and what makes that a density. Its maximum is so known: of data with the variance 1,
    /// β (½ log(2π β σ²) − ½ log(2π) − ½) − ½ log(2π σ²).
    /// </summary>
    private static double BetaGap(int steps)
    {
        const double Beta = 4, Variance = 0.01;
        using var scope = NewDisposeScope();
        var truth = new Line();
        using var start = Trained<BetaLine>(noise => new([truth.Drawn(200, noise)]), new(steps, 0.02), 1);
        using var constant = no_grad();
        var rows = truth.Drawn(20_000, Noise.FromSeed(1));
        rows /= rows.square().mean().sqrt();
        using var proposal = start.Network.Propose(new([rows]), 1, Noise.FromSeed(2));
        var best = (Beta / 2 * (Math.Log(Beta * Variance) - 1)) - (0.5 * Math.Log(2 * Math.PI * Variance));
        return best - proposal.LogTerms(Beta).mean().ToDouble();
    }

    /// <summary>The logarithm of what the target integrates to, 1, less the mean of log ŵ.</summary>
    private static double ProposalGap<TModel>(int steps) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var start = Trained<TModel>(_ => Observation.Nothing(200), new(steps, 0.01), 1);
        using var constant = no_grad();
        return -start.Network.LogEstimate(Observation.Nothing(20_000), 1, Noise.FromSeed(2)).mean().ToDouble();
    }

    /// <summary>
    /// x = Σ z + 0.3 ε, and only q is learned. The posterior of n values is normal with the precision I + 1 1ᵀ/0.09, the same for all x, which the best
    /// independent values, those with the diagonal of it, miss by
    /// ½ log(12.1ⁿ / (1 + n/0.09)): 1.97 nats for three values, 0.92 for two.
    /// </summary>
    private static double PosteriorGap<TModel>(double rate) where TModel : class, IModel<TModel>
    {
        const int Steps = 1500;
        const double Variance = 0.09;
        using var scope = NewDisposeScope();
        using var network = TModel.CreateNetwork(Noise.FromSeed(1));
        var parameters = network.named_parameters().ToArray();
        Tensor Of(string name) => parameters.Single(pair => pair.name == name).parameter;
        var size = Of("p_x.head.weight").numel() / 2;
        Tensor Points(int count, long seed) => Noise.FromSeed(seed).Normal(count, 1) * Math.Sqrt(size + Variance);
        using (no_grad())
        {
            // μ = Σ z, log σ = log 0.3.
            Of("p_x.head.weight").zero_().view(2, size)[0].fill_(1);
            Of("p_x.head.bias").zero_().view(2)[1].fill_(0.5 * Math.Log(Variance));
        }

        using var optimiser = optim.Adam(parameters.Where(pair => pair.name.StartsWith("q_z", StringComparison.Ordinal)).Select(pair => pair.parameter).ToArray(), lr: rate);
        var schedule = optim.lr_scheduler.ExponentialLR(optimiser, Math.Pow(0.02, 1.0 / Steps));
        for (var step = 0; step < Steps; step++)
        {
            using var inner = NewDisposeScope();
            optimiser.zero_grad();
            network.LogEstimate(Points(200, 10 + step), 1, Noise.FromSeed(10_000 + step)).mean().neg().backward();
            optimiser.step();
            schedule.step();
        }

        using var constant = no_grad();
        network.eval();
        var points = Points(20_000, 1);
        var logDensity = (points.square().squeeze(-1) / (size + Variance) * -0.5) - (0.5 * Math.Log(2 * Math.PI * (size + Variance)));
        return (logDensity - network.LogEstimate(points, 1, Noise.FromSeed(2))).mean().ToDouble();
    }

    private static TrainingState<TModel> Trained<TModel>(Func<Noise, Observation> batch, Course course, int seed) where TModel : class, IModel<TModel>
    {
        var options = new TrainingOptions { Seed = seed, Epochs = course.Steps, LearningRate = course.Rate, Schedule = new LearningRateSchedule.Cosine() };
        var start = Trainer.Start<TModel>(options);
        for (var step = 0; step < course.Steps; step++)
        {
            using var inner = NewDisposeScope();
            Trainer.Step(start with { Step = step }, batch(Noise.FromSeed(10 + step)), options);
        }

        start.Network.eval();
        return start;
    }

    /// <summary>How it is trained: by Adam, with a rate that falls to zero as a cosine, each batch of new rows.</summary>
    private sealed record Course(int Steps, double Rate, int Batch = 200, int Seeds = 1);
}

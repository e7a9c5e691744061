namespace Hiwae.Distributed.Tests;

/// <summary>Several ranks make the run that one makes, to rounding: every step's bound, the validation bounds, and the parameters at the end.</summary>
public sealed class SameRunTests
{
    private static readonly TrainingOptions Usual = new() { Epochs = 2, BatchSize = 32, Seed = 3 };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void On_parts_of_a_batch(int ranks) => Agree<Models.HiwaeBalance>(ranks, Usual);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void On_parts_of_a_batch_by_operators(int ranks) => Agree<Models.HiwaeBalance>(ranks, Usual with { Step = Compilation.StepPath.Portable });

    /// <summary>The last batch has one datum, so that most ranks have none.</summary>
    [Theory]
    [InlineData(Compilation.StepPath.Compiled)]
    [InlineData(Compilation.StepPath.Portable)]
    public void Where_there_are_fewer_data_than_ranks(Compilation.StepPath path) => Agree<Models.Iwae>(4, Usual with { Step = path }, train: 65);

    [Theory]
    [InlineData(2, Compilation.StepPath.Compiled)]
    [InlineData(4, Compilation.StepPath.Compiled)]
    [InlineData(3, Compilation.StepPath.Portable)]
    public void On_parts_of_K(int ranks, Compilation.StepPath path) => Agree<Models.Iwae>(ranks, Usual with { Samples = 9, Step = path }, WorkDivision.Samples);

    [Theory]
    [InlineData(2, Compilation.StepPath.Compiled)]
    [InlineData(4, Compilation.StepPath.Compiled)]
    [InlineData(2, Compilation.StepPath.Portable)]
    public void On_parts_of_K_whose_heads_are_shared(int ranks, Compilation.StepPath path) =>
        Agree<Models.HiwaeBalance>(ranks, Usual with { Samples = 8, Heads = 2, Step = path }, WorkDivision.Samples);

    [Theory]
    [InlineData(WorkDivision.Data)]
    [InlineData(WorkDivision.Samples)]
    public void With_every_refinement(WorkDivision division) => Agree<Models.Iwae>(
        2, Usual with { Samples = 8, InferenceUpdates = 2, WarmUp = 1, Averaging = 0.9, Patience = 1, AmsGrad = true, Gradient = Gradient.DoublyReparameterised, Alpha = 0.3, OutputStart = OutputStart.Mean, GradientNorm = 5 }, division);

    [Theory]
    [InlineData(WorkDivision.Data)]
    [InlineData(WorkDivision.Samples)]
    public void With_free_bits(WorkDivision division) => Agree<Models.Iwae>(2, Usual with { Samples = 8, FreeBits = 50 }, division);

    [Fact]
    public void With_free_bits_where_there_are_fewer_data_than_ranks() => Agree<Models.Iwae>(4, Usual with { FreeBits = 50 }, train: 65);

    [Theory]
    [InlineData(2, 64)]
    [InlineData(3, 65)]
    public void With_normalised_batches(int ranks, int train) => Agree<Normalising>(ranks, Usual, train: train);

    [Theory]
    [InlineData(WorkDivision.Data, Compilation.StepPath.Compiled)]
    [InlineData(WorkDivision.Samples, Compilation.StepPath.Compiled)]
    [InlineData(WorkDivision.Data, Compilation.StepPath.Portable)]
    [InlineData(WorkDivision.Samples, Compilation.StepPath.Portable)]
    public void With_dropout(WorkDivision division, Compilation.StepPath path) => Agree<Dropping>(2, Usual with { Step = path }, division);

    [Fact]
    public void With_pseudo_inputs() => Agree<Models.Vamp>(2, Usual);

    [Fact]
    public void Ranks_of_different_runs_are_told()
    {
        var options = Usual with { Seed = 7 };
        Assert.Contains("have not begun the same run: their models, options, seeds or checkpoints differ", Fault(rank => options with { Seed = rank }, _ => 64), StringComparison.Ordinal);
        Assert.Contains("what one of them has read as glyphs is not what another has", Fault(_ => options, rank => 64 + rank), StringComparison.Ordinal);

        static string Fault(Func<int, TrainingOptions> options, Func<int, int> train) => Assert.Throws<ArgumentException>(() => InProcess.Run(2, communicator =>
        {
            using var data = TestRuns.Data(train(communicator.Rank));
            using var state = Trainer.Start<Models.Iwae>(data, options(communicator.Rank));
            Trainer.Join(state, new(communicator), options(communicator.Rank), data);
        })).Message;
    }

    /// <summary>The test can fail: another seed is another run.</summary>
    [Fact]
    public void Another_run_differs()
    {
        using var data = TestRuns.Data(64);
        Assert.NotNull(TestRuns.Of<Models.Iwae>(data, Usual).Difference(TestRuns.Of<Models.Iwae>(data, Usual with { Seed = 4 })));
    }

    private static void Agree<TModel>(int ranks, TrainingOptions options, WorkDivision division = WorkDivision.Data, int train = 250) where TModel : class, IModel<TModel>
    {
        using var data = TestRuns.Data(train);
        using var network = TModel.CreateNetwork(Noise.FromSeed(1), options.Samples ?? TModel.Description.Samples, options.Heads);
        var isCompiled = options.Decide(network).IsCompiled;
        var alone = TestRuns.Of<TModel>(data, options);
        var together = InProcess.Run(ranks, communicator => TestRuns.Of<TModel>(data, options, new(communicator, division)));
        if (together.Select(run => alone.Difference(run, isCompiled)).OfType<string>().FirstOrDefault() is { } difference)
            Assert.Fail(difference);
        Assert.All(together, run => Assert.Equal(together[0].Parameters, run.Parameters));
    }
}

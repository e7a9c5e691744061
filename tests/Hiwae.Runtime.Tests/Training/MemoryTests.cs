using Hiwae.Evaluation;
using Hiwae.Runtime.Tests.Laws;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

public sealed class MemoryTests
{
    [Fact]
    public void Memory_and_live_tensors_stay_what_they_were() => StayWhatTheyWere<TinyBalance>(20_000);

    [Fact]
    public void Memory_and_live_tensors_of_declared_networks_stay_what_they_were() => StayWhatTheyWere<TinyConvolutional>(1_500);

    [Fact]
    public void Memory_and_live_tensors_of_refined_training_stay_what_they_were() => StayWhatTheyWere<TinyBalance>(
        2_000,
        new() { InferenceUpdates = 2, Averaging = 0.99, AmsGrad = true, FreeBits = 3, WarmUp = 100, Gradient = Gradient.StickingTheLanding });

    private static void StayWhatTheyWere<TModel>(long steps, TrainingOptions? refined = null)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        var options = (refined ?? new()) with { Epochs = int.MaxValue, BatchSize = 20 };
        using var start = Trainer.Start<TModel>(data, options);
        (long Tensors, long Held) early = default, late = default;
        foreach (var (step, state) in Trainer.Run(start, data, options))
        {
            if (step is not TrainingEvent.StepTaken)
                continue;
            if (state.Step == steps / 4)
                early = Usage();
            if (state.Step == steps)
            {
                late = Usage();
                break;
            }
        }

        Assert.Equal(early.Tensors, late.Tensors);
        Assert.InRange(late.Held, 0, early.Held + (32L << 20));
    }

    /// <summary>Live tensors, and bytes that are in use: what the collector keeps for later, hundreds of millions where other tests ran before, comes and goes, and is not counted.</summary>
    internal static (long Tensors, long Held) Usage()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return (Tensor.TotalCount, Environment.WorkingSet - GC.GetGCMemoryInfo().TotalCommittedBytes + GC.GetTotalMemory(forceFullCollection: true));
    }

    /// <summary>A loop of one's own, which disposes of what it is given and of nothing else.</summary>
    [Fact]
    public void Proposals_that_are_disposed_of_leave_nothing_behind()
    {
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        using var images = zeros(500, 16);
        var noise = Noise.FromSeed(2);
        StaysFlat(() =>
        {
            using var proposal = network.Propose(images, 3, noise);
            using var estimate = proposal.LogEstimate();
            using var decoded = network.Decode(proposal.Trace);
            using var generated = network.Generate(10, noise);
            using var batch = new Observation([images]).Narrow(10, 20);
            using var weights = network.LogWeights(batch, 3, noise);
            foreach (var mean in network.Reconstruct(batch, 3, noise))
                mean.Dispose();
        });
        Assert.False(images.IsInvalid);
    }

    /// <summary>Whoever disposes of nothing has the collector come often enough, late though that is.</summary>
    [Fact]
    public void Proposals_that_nobody_disposes_of_do_not_pile_up()
    {
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        using var images = zeros(2000, 16);
        var noise = Noise.FromSeed(2);
        Usage();
        var before = Environment.WorkingSet;
        long most = 0;
        for (var turn = 0; turn < 1_500; turn++)
        {
            network.Propose(images, 3, noise).LogEstimate();
            most = Math.Max(most, turn % 50 == 0 ? Environment.WorkingSet : 0);
        }

        Assert.InRange(most, 0, before + (256L << 20));
    }

    private static void StaysFlat(Action turn)
    {
        (long Tensors, long Held) early = default;
        for (var i = 0; i < 1_500; i++)
        {
            turn();
            if (i == 200)
                early = Usage();
        }

        var late = Usage();
        Assert.Equal(early.Tensors, late.Tensors);
        Assert.InRange(late.Held, 0, early.Held + (32L << 20));
    }

    [Fact]
    public void Loading_and_releasing_data_leave_no_tensor_behind()
    {
        var before = Usage().Tensors;
        using (var data = Hiwae.Data.Glyphs.GlyphSet.Load())
            Assert.Equal(before + 6, Tensor.TotalCount);
        Assert.Equal(before, Usage().Tensors);
    }

    [Fact]
    public void Evaluation_leaves_no_tensor_behind()
    {
        using var scope = NewDisposeScope();
        using var network = RandomParameters.Network<LinearBalance>(Noise.FromSeed(1, dtype: ScalarType.Float64));
        var images = zeros(45, 3, dtype: ScalarType.Float64);
        var before = Usage().Tensors;
        Assert.Equal(45, Evaluator.LogEstimates(network, images, new()).Sum(block => block.Length));
        Assert.Equal(before, Usage().Tensors);
    }
}

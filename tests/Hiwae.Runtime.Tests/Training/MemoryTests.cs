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
        (long Tensors, long Resident) early = default, late = default;
        foreach (var (step, state) in Trainer.Run(start, data, options))
        {
            if (step is not TrainingEvent.StepTaken)
                continue;
            if (state.Step == 200)
                early = Usage();
            if (state.Step == steps)
            {
                late = Usage();
                break;
            }
        }

        Assert.Equal(early.Tensors, late.Tensors);
        Assert.InRange(late.Resident, 0, early.Resident + (32L << 20));
    }

    internal static (long Tensors, long Resident) Usage()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return (Tensor.TotalCount, Environment.WorkingSet);
    }

    [Fact]
    public void Loading_and_releasing_data_leave_no_tensor_behind()
    {
        var before = Usage().Tensors;
        using (var data = Hiwae.Data.DataSources.Load("glyphs"))
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

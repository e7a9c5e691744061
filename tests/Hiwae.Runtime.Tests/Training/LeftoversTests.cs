using System.Runtime.CompilerServices;
using Hiwae.Compilation;
using Hiwae.Evaluation;
using Hiwae.Native;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>Operators leave small objects to their finalisers; on the portable path these are not left to wait.</summary>
public sealed class LeftoversTests
{
    private const int Times = 16;

    [Fact]
    public void A_few_steps_are_enough_for_what_was_left_to_go()
    {
        using var scope = NewDisposeScope();
        var options = new TrainingOptions { Step = StepPath.Portable };
        using var state = Trainer.Start<TinyBalance>(options);
        var images = (rand(8, 16) > 0.5).to_type(ScalarType.Float32);
        Goes(() => Trainer.Step(state, images, options));
    }

    [Fact]
    public void A_few_blocks_of_an_evaluation_are_enough()
    {
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        var images = (rand(1, 16) > 0.5).to_type(ScalarType.Float32);
        var options = new EvaluationOptions { Samples = network.Samples, Step = StepPath.Portable };
        Goes(() => Evaluator.LogEstimates(network, images, options).Count());
    }

    [Fact]
    public void While_another_thread_computes_they_wait()
    {
        using var begun = new ManualResetEventSlim();
        using var over = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            using var work = Leftovers.Begin();
            begun.Set();
            over.Wait();
        });
        other.Start();
        begun.Wait();
        var left = Leave();
        for (var i = 0; i < Times; i++)
            Leftovers.Collect();
        Assert.True(left.IsAlive);
        over.Set();
        other.Join();
        Goes(Leftovers.Collect);
    }

    private static void Goes(Action step)
    {
        var left = Leave();
        for (var i = 0; i < Times; i++)
            step();
        Assert.False(left.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Leave() => new(new object());
}

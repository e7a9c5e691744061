using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Evaluation;
using Hiwae.Networks;
using Hiwae.Reports;
using Hiwae.Runtime.Tests.Training;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class EvaluationModeTests
{
    [Fact]
    public void A_network_in_training_acts_as_in_evaluation_and_is_not_changed()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var net = new Net("f", [new(2)], [new Layer.BatchNorm(), new Layer.Dropout(0.5)], Noise.FromSeed(1));
        var value = Noise.FromSeed(2).Normal(5, 4, 2) + 3;
        Tensor Raw() => net.Raw([value], noise: Noise.FromSeed(3));
        net.eval();
        var expected = Raw();
        net.train();
        using (EvaluationMode.Begin())
        {
            Assert.True(EvaluationMode.IsOn);
            Assert.True(expected.Equals(Raw()));
            Assert.All(net.modules(), module => Assert.True(module.training));
        }

        Assert.False(EvaluationMode.IsOn);
        Assert.Equal(0, net.get_buffer("layer0.num_batches_tracked")!.ToInt64());
        Assert.False(expected.Equals(Raw()));
        Assert.Equal(1, net.get_buffer("layer0.num_batches_tracked")!.ToInt64());
    }

    [Fact]
    public async Task It_is_on_for_what_the_caller_does_on_whatever_thread_and_for_nobody_else()
    {
        using var begun = new SemaphoreSlim(0);
        using var seen = new SemaphoreSlim(0);
        var elsewhere = Task.Run(() =>
        {
            begun.Wait();
            var isOn = EvaluationMode.IsOn;
            seen.Release();
            return isOn;
        });
        using (EvaluationMode.Begin())
        {
            begun.Release();
            await seen.WaitAsync();
            Assert.True(EvaluationMode.IsOn);
            Assert.True(await Task.Run(() => EvaluationMode.IsOn));
            using (EvaluationMode.Begin())
                Assert.True(EvaluationMode.IsOn);
            Assert.True(EvaluationMode.IsOn);
        }

        Assert.False(EvaluationMode.IsOn);
        Assert.False(await elsewhere);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Measuring_leaves_the_mode_of_a_model_alone(bool training)
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = TinyBalance.CreateNetwork(noise);
        network.train(training);
        var data = TinyData.Bars();
        var images = DataBinding.Of(TinyBalance.Description, data).HeldOut(data.Test);
        Evaluator.Bound(network, images, seed: 1);
        Evaluator.LogEstimates(network, images, new() { Samples = 6 }).Count();
        EstimatorReports.Measure(network, images, 2, noise);
        network.Reconstruct(images, network.Samples, noise);
        Assert.All(network.modules(), module => Assert.Equal(training, module.training));
    }

    /// <summary>Dropout, batch normalisation, and every number to the last bit; on the path that a user gets, and on the portable one.</summary>
    [Theory]
    [InlineData(StepPath.Automatic)]
    [InlineData(StepPath.Portable)]
    public async Task Training_is_the_same_whoever_evaluates_the_network_meanwhile(StepPath path)
    {
        Assert.Equal(await Trained<TinyConvolutional>(path, isEvaluated: false), await Trained<TinyConvolutional>(path, isEvaluated: true));
        Assert.Equal(await Trained<TinyBalance>(path, isEvaluated: false), await Trained<TinyBalance>(path, isEvaluated: true));
    }

    /// <summary>What is learned changes again and again, so that programs are recorded anew while others run them.</summary>
    [Fact]
    public async Task A_program_that_runs_outlives_that_another_takes_its_place()
    {
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        var images = DataBinding.Of(TinyBalance.Description, TinyData.Bars()).HeldOut(TinyData.Bars().Test);
        var expected = Evaluator.Bound(network, images, seed: 1);
        using var over = new CancellationTokenSource();
        var evaluation = Evaluations(network, images, over.Token);
        for (var time = 0; time < 300; time++)
        {
            network.get_parameter("p_x.head.bias")!.requires_grad = time % 2 == 1;
            Assert.Equal(expected, Evaluator.Bound(network, images, seed: 1));
        }

        await over.CancelAsync();
        Assert.All(await evaluation, bound => Assert.Equal(expected, bound));
    }

    /// <summary>The bounds and the parameters of some steps.</summary>
    private static async Task<string> Trained<TModel>(StepPath path, bool isEvaluated) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        var options = new TrainingOptions { Epochs = 4, BatchSize = 20, Seed = 7, Step = path };
        using var start = Trainer.Start<TModel>(data, options);
        using var over = new CancellationTokenSource();
        var evaluation = isEvaluated
            ? Evaluations(start.Network, DataBinding.Of(TModel.Description, data).HeldOut(data.Test), over.Token)
            : Task.FromResult(new List<double> { 0 });
        var bounds = new List<double>();
        using (new OneThread())
        {
            foreach (var (happening, _) in Trainer.Run(start, data, options))
            {
                if (happening is TrainingEvent.StepTaken step)
                    bounds.Add(step.Bound);
                Assert.All(start.Network.modules(), module => Assert.True(module.training));
            }
        }

        await over.CancelAsync();
        Assert.NotEmpty(await evaluation);
        var parameters = start.Network.state_dict().Values.SelectMany(value => value.detach().to_type(ScalarType.Float64).flatten().data<double>().ToArray());
        return string.Join(' ', bounds.Concat(parameters).Select(number => number.ToString("R", null)));
    }

    /// <summary>Bounds, one after the other, on a thread of their own.</summary>
    private static Task<List<double>> Evaluations<TModel>(ModelNetwork<TModel> network, Observation images, CancellationToken over) where TModel : class, IModel<TModel>
    {
        using var begun = new SemaphoreSlim(0);
        var evaluation = Task.Factory.StartNew(
            () =>
            {
                var bounds = new List<double>();
                do
                {
                    using var scope = NewDisposeScope();
                    bounds.Add(Evaluator.Bound(network, images, seed: 1));
                    if (bounds.Count == 1)
                        begun.Release();
                }
                while (!over.IsCancellationRequested);
                return bounds;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        begun.Wait(CancellationToken.None);
        return evaluation;
    }
}

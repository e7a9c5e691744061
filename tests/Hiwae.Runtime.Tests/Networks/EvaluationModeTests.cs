using Hiwae.Data;
using Hiwae.Evaluation;
using Hiwae.Networks;
using Hiwae.Reports;
using Hiwae.Runtime.Tests.Training;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class EvaluationModeTests
{
    [Theory, InlineData(true), InlineData(false)]
    public void A_network_is_put_back_as_it_was(bool training)
    {
        using var net = new Net("f", [new(2)], [new Layer.BatchNorm()], Noise.FromSeed(1));
        net.train(training);
        using (net.InEvaluation())
        {
            Assert.False(net.training);
            Assert.All(net.children(), child => Assert.False(child.training));
        }

        Assert.Equal(training, net.training);
        Assert.All(net.children(), child => Assert.Equal(training, child.training));
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
        Assert.Equal(training, network.training);
    }
}

using Hiwae.Checkpoints;
using Hiwae.Data;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Runtime.Tests.Models;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>The output of p starts at the mean of the training data.</summary>
public sealed class MeanStartTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 40, Seed = 3, OutputStart = OutputStart.Mean };

    [Fact]
    public void The_bias_is_the_logit_of_the_mean_and_nothing_else_is_another()
    {
        using var scope = NewDisposeScope();
        using var data = TinyData.Bars();
        data.Train.Pixels[.., 3] = 0;
        data.Train.Pixels[.., 9] = 1;
        using var zero = Trainer.Start<TinyBalance>(data, Options with { OutputStart = OutputStart.Zero });
        using var mean = Trainer.Start<TinyBalance>(data, Options);
        foreach (var (name, parameter) in mean.Network.named_parameters().Where(entry => entry.name != "p_x.head.bias"))
            Assert.True(parameter.Equals(zero.Network.state_dict()[name]), name);
        Assert.Equal(0, zero.Network.state_dict()["p_x.head.bias"].abs().max().ToDouble());
        var means = data.Train.Pixels.mean([0L]).clamp(0.001, 0.999);
        Assert.Equal((0.001f, 0.999f), (means[3].ToSingle(), means[9].ToSingle()));
        Assert.InRange((mean.Network.state_dict()["p_x.head.bias"].sigmoid() - means).abs().max().ToDouble(), 0, 1e-6);

        // The draws of both are the same.
        Assert.True(mean.Noise.Normal(3).Equals(zero.Noise.Normal(3)));
    }

    [Fact]
    public void Grey_levels_in_bytes_count_as_their_share_of_white()
    {
        using var scope = NewDisposeScope();
        var pixels = Noise.FromSeed(1).Uniform(3001, 16).mul(256).to_type(ScalarType.Byte);
        using var data = TinyData.Bars() with { Train = DataSplit.OfImages(pixels, null, 4, 4) };
        using var state = Trainer.Start<TinyBalance>(data, Options);
        var means = pixels.to_type(ScalarType.Float64).mean([0L]) / 255;
        Assert.InRange((state.Network.state_dict()["p_x.head.bias"].to_type(ScalarType.Float64).sigmoid() - means).abs().max().ToDouble(), 0, 1e-6);
    }

    [Fact]
    public void What_is_missing_does_not_count()
    {
        using var scope = NewDisposeScope();
        using var network = TinyColour.CreateNetwork(Noise.FromSeed(1));
        var (x, seen) = (zeros(4, 12), ones(4, 12));
        x[..3] = 1;
        (seen[..2], seen[.., 5]) = (0, 0);
        x[0] = double.NaN;
        network.StartAtMean(new([x, zeros(4, 4), seen]));
        var bias = network.state_dict()["p_x.head.bias"];
        Assert.True(bias.abs().max().ToDouble() < 1e-6); // One of two that are there, or nothing at all.
        seen[3] = 0;
        network.StartAtMean(new([x, zeros(4, 4), seen]));
        Assert.Equal(Math.Log(999), bias[0].ToDouble(), 1e-4);
        Assert.Equal(0, bias[5].ToDouble());
    }

    [Fact]
    public void A_run_that_goes_on_does_not_start_again()
    {
        using var folder = new TemporaryFolder();
        using var data = TinyData.Bars();
        using var whole = Trainer.Run(Trainer.Start<TinyBalance>(data, Options), data, Options).Last().State;
        using var half = Trainer.Run(Trainer.Start<TinyBalance>(data, Options), data, Options).First(entry => entry.Event is TrainingEvent.EpochEnded).State;
        Checkpoint.Save(folder.Path, half, RunRecord.Of(half, RunData.Of(data), Options));
        Assert.Equal(OutputStart.Mean, Checkpoint.ReadRun(folder.Path).Options.OutputStart);
        using var resumed = Trainer.Resume<TinyBalance>(folder.Path, data);
        Trainer.Run(resumed, data, Options).Last();
        Assert.All(whole.Network.state_dict(), entry => Assert.True(entry.Value.Equals(resumed.Network.state_dict()[entry.Key]), entry.Key));
    }

    [Fact]
    public void Models_without_such_an_output_are_refused()
    {
        using var data = TinyData.Bars();
        Assert.Equal(
            "tiny-convolutional cannot start its output at the mean of the data: p of X has 16 values, and its last map has no bias for each of them alone; end it with a dense map, or leave the start of the output at zero.",
            Assert.Throws<ArgumentException>(() => Trainer.Start<TinyConvolutional>(data, Options)).Message);
        Assert.Equal(
            "tiny-real cannot start its output at the mean of the data: that is for Bernoulli variables, and X is Normal; leave the start of the output at zero.",
            Assert.Throws<ArgumentException>(() => TinyReal.CreateNetwork(Noise.FromSeed(1)).StartAtMean(zeros(5, 16))).Message);
        Assert.Contains("call StartAtMean of the network with some data", Assert.Throws<ArgumentException>(() => Trainer.Start<TinyBalance>(Options)).Message);
    }
}

/// <summary>A small model of real numbers.</summary>
[Model(Samples = 2)]
public sealed partial record TinyReal(
    [Shape(16), P<Normal>(nameof(Z), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [8])] Tensor Z);

using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>A standard normal density, as a target.</summary>
public readonly record struct Bell : ITarget<Bell>
{
    public static Tensor LogDensity(Tensor value, params ReadOnlySpan<Tensor> parents) => value.square().sum(-1) * -0.5;
}

/// <summary>A proposal for it, whose entropy counts four times.</summary>
[Model(KlWeight = 4)]
public sealed partial record Tempered([Shape(3), Target<Bell>, Q<Normal>(Learned = true)] Tensor Z);

public sealed class KlWeightTests
{
    // The proposal that is best for E log p̃(z) − β E log q(z) is proportional to p̃ to the power of 1/β: for a standard normal p̃ it is normal with the variance β.
    [Theory]
    [InlineData(null, 4)]
    [InlineData(1.0, 1)]
    [InlineData(0.25, 0.25)]
    public void A_proposal_learns_the_power_of_what_it_is_for(double? weight, double variance)
    {
        using var scope = NewDisposeScope();
        var options = new TrainingOptions { Epochs = 600, LearningRate = 0.03, Schedule = new LearningRateSchedule.Cosine(), KlWeight = weight };
        using var start = Trainer.Start<Tempered>(options);
        for (var step = 0; step < options.Epochs; step++)
            Trainer.Step(start with { Step = step }, Observation.Nothing(200), options);
        using var constant = no_grad();
        double[] raw = [.. ((Tempered.Network)start.Network).q_z.Raw().flatten().to_type(ScalarType.Float64).data<double>()];
        Assert.All(raw[..3], mean => Assert.InRange(mean, -0.2, 0.2));
        Assert.All(raw[3..], logScale => Assert.Equal(Math.Log(variance) / 2, logScale, 0.05));
    }
}

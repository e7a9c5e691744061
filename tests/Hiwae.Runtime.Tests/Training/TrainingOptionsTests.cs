using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

public sealed class TrainingOptionsTests
{
    /// <summary>Options of which one is out of its range, and what the message says.</summary>
    public static TheoryData<TrainingOptions, string> Wrong => new()
    {
        { new() { InferenceUpdates = 0 }, "inference updates is 0; it must be at least 1" },
        { new() { InferenceLearningRate = 0 }, "inference learning rate is 0; it must be positive and finite" },
        { new() { InferenceLearningRate = double.NaN }, "inference learning rate is NaN" },
        { new() { WarmUp = -1 }, "warm-up in epochs is -1; it must be finite and at least 0" },
        { new() { WarmUp = double.PositiveInfinity }, "warm-up in epochs" },
        { new() { FreeBits = -0.5 }, "free bits in nats is -0.5; it must be finite and at least 0" },
        { new() { FreeBits = double.NaN }, "free bits in nats is NaN" },
        { new() { Averaging = 1 }, "decay of the averaging is 1; it must be at least 0, which is none, and less than 1" },
        { new() { Averaging = -0.1 }, "decay of the averaging is -0.1" },
        { new() { Missing = 1 }, "fraction of missing values is 1" },
        { new() { Schedule = new LearningRateSchedule.Step(0, 0.5) }, "every 0 epochs; it must be at least 1" },
        { new() { Schedule = new LearningRateSchedule.Step(1, 0) }, "factor of the step schedule is 0; it must be greater than 0 and at most 1" },
        { new() { Schedule = new LearningRateSchedule.Step(1, 1.5) }, "factor of the step schedule is 1.5" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void An_option_out_of_its_range_is_named_with_its_limit(TrainingOptions options, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(options.Check).Message, StringComparison.Ordinal);

    [Fact]
    public void The_temperature_rises_along_a_line_and_stays()
    {
        var options = new TrainingOptions { WarmUp = 4 };
        Assert.Equal([0, 0.125, 0.5, 1, 1], new[] { 0, 0.5, 2, 4, 9 }.Select(options.TemperatureAt));
        Assert.All([0, 0.5, 3], epoch => Assert.Equal(1, new TrainingOptions().TemperatureAt(epoch)));
    }

    [Theory]
    [InlineData(0, 3, 0, true)]
    [InlineData(0, 3, 1, false)]
    [InlineData(2, 3, 0, false)]
    [InlineData(2, 5, 0, true)]
    [InlineData(2, 5, 3, false)]
    public void Patience_begins_after_the_warm_up(double warmUp, int epoch, int best, bool expected) =>
        Assert.Equal(expected, new TrainingOptions { Patience = 3, WarmUp = warmUp }.IsStale(epoch, best));

    [Fact]
    public void Without_patience_nothing_is_stale() => Assert.False(new TrainingOptions().IsStale(1000, 1));

    [Fact]
    public void The_estimator_is_the_declared_one_unless_another_is_asked_for_and_valid()
    {
        Assert.Equal(Gradient.Reparameterised, new TrainingOptions().GradientOf(TinyBalance.Description));
        var landing = new TrainingOptions { Gradient = Gradient.StickingTheLanding };
        Assert.Equal(Gradient.StickingTheLanding, landing.GradientOf(TinyBalance.Description));
        var doubled = new TrainingOptions { Gradient = Gradient.DoublyReparameterised };
        Assert.Equal(Gradient.DoublyReparameterised, doubled.GradientOf(TinyBalance.Description));
        Assert.Contains("DoublyReparameterised", Assert.Throws<ArgumentException>(() => Trainer.Start<TinyMaximum>(doubled)).Message, StringComparison.Ordinal);
    }
}

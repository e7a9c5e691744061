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
        { new() { KlWeight = -1 }, "KL weight is -1; it must be finite and at least 0" },
        { new() { KlWeight = double.NaN }, "KL weight is NaN" },
        { new() { KlWeight = double.PositiveInfinity }, "KL weight is" },
        { new() { KlCycles = -1 }, "KL cycles is -1; it must be at least 0" },
        { new() { KlCycles = 2, WarmUp = 1.5 }, "rise 2 times, in cycles, and once, in a warm-up of 1.5 epochs; leave out one of the two" },
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
    public void The_KL_weight_rises_along_a_line_and_stays()
    {
        Assert.Equal([0, 0.125, 0.5, 1, 1], At(new() { WarmUp = 4 }, 0, 0.5, 2, 4, 9));
        Assert.Equal([0, 0.25, 1, 2, 2], At(new() { WarmUp = 4, KlWeight = 2 }, 0, 0.5, 2, 4, 9));
        Assert.Equal([1, 1, 1], At(new(), 0, 0.5, 3));
        Assert.Equal([3, 3], At(new() { KlWeight = 3 }, 0, 7));
    }

    [Fact]
    public void In_cycles_it_does_so_again_and_again() =>
        Assert.Equal([0, 0.5, 2, 2, 2, 0, 1, 2], At(new() { Epochs = 8, KlCycles = 2, KlWeight = 2 }, 0, 0.5, 2, 3, 3.75, 4, 5, 6));

    [Fact]
    public void The_KL_weight_is_the_declared_one_unless_another_is_asked_for()
    {
        var declared = TinyBalance.Description with { KlWeight = 4 };
        Assert.Equal((4, 0.5), (new TrainingOptions().KlWeightOf(declared), new TrainingOptions { KlWeight = 0.5 }.KlWeightOf(declared)));
        Assert.Equal(2, new TrainingOptions { WarmUp = 2 }.KlWeightAt(declared, 1));
    }

    private static IEnumerable<double> At(TrainingOptions options, params double[] epochs) => epochs.Select(epoch => options.KlWeightAt(TinyBalance.Description, epoch));

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

using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void A_constant_schedule_is_one_everywhere() =>
        Assert.All([0, 0.5, 10, 100], epoch => Assert.Equal(1.0, new LearningRateSchedule.Constant().At(epoch, 10)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2.999, 1)]
    [InlineData(3, 0.1)]
    [InlineData(5.9, 0.1)]
    [InlineData(6, 0.01)]
    public void A_step_schedule_changes_at_whole_multiples(double epoch, double expected) =>
        Assert.Equal(expected, new LearningRateSchedule.Step(3, 0.1).At(epoch, 10), 1e-15);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 0.5)]
    [InlineData(10, 0)]
    [InlineData(20, 0)]
    public void A_cosine_falls_from_one_to_nothing(double epoch, double expected) =>
        Assert.Equal(expected, new LearningRateSchedule.Cosine().At(epoch, 10), 1e-15);

    [Theory]
    [InlineData(3280)]
    [InlineData(6560)]
    [InlineData(50)]
    [InlineData(7)]
    public void Burdas_stages_have_three_to_the_i_parts_of_the_run(int epochs)
    {
        var schedule = new LearningRateSchedule.Burda();
        const double Least = 1e-9;
        for (int stage = 0, start = 0; stage < 8; start += (int)Math.Pow(3, stage++))
        {
            var (first, last) = (start * (double)epochs / 3280, (start + Math.Pow(3, stage)) * epochs / 3280);
            var expected = Math.Pow(10, -stage / 7.0);
            Assert.Equal(expected, schedule.At(first + Least, epochs), 1e-12);
            Assert.Equal(expected, schedule.At(last - Least, epochs), 1e-12);
        }

        Assert.Equal(1, schedule.At(0, epochs));
        Assert.Equal(0.1, schedule.At(epochs, epochs), 1e-12);
    }

    [Fact]
    public void Burdas_own_run_changes_after_1_4_13_40_121_364_and_1093_epochs()
    {
        var schedule = new LearningRateSchedule.Burda();
        var changes = Enumerable.Range(1, 3280).Where(epoch => schedule.At(epoch, 3280) < schedule.At(epoch - 1, 3280));
        Assert.Equal([1, 4, 13, 40, 121, 364, 1093], changes);
    }

    [Fact]
    public void A_schedule_never_raises_a_learning_rate() => Property.Holds(
        Property.Seeds,
        seed =>
        {
            var random = new Random(seed);
            var epochs = random.Next(1, 500);
            LearningRateSchedule[] schedules =
            [
                new LearningRateSchedule.Constant(), new LearningRateSchedule.Step(random.Next(1, 20), 1 - random.NextDouble()),
                new LearningRateSchedule.Cosine(), new LearningRateSchedule.Burda(),
            ];
            var epoch = random.NextDouble() * epochs;
            var later = epoch + (random.NextDouble() * (epochs - epoch));
            Assert.All(schedules, schedule =>
            {
                Assert.Equal(1, schedule.At(0, epochs));
                Assert.InRange(schedule.At(later, epochs), 0, schedule.At(epoch, epochs));
            });
        },
        tests: 200);
}

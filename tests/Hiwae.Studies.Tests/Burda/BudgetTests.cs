using Hiwae.Studies.Burda;

namespace Hiwae.Studies.Tests.Burda;

public sealed class BudgetTests
{
    private static Timing Of(double epoch, double test) => new("cell", epoch, test);

    [Fact]
    public void Cells_one_after_another_take_the_sum_of_their_times() => Assert.Equal((3 * 2) + 10 + (3 * 5) + 1, Budget.Span([Of(2, 10), Of(5, 1)], 3, 1));

    [Fact]
    public void Whoever_is_free_first_begins_the_next_cell()
    {
        Assert.Equal(10, Budget.Span([Of(10, 0), Of(3, 0), Of(4, 0)], 1, 2)); // The other two fit beside the first.
        Assert.Equal(14, Budget.Span([Of(3, 0), Of(4, 0), Of(10, 1)], 1, 2)); // The longest last.
        Assert.Equal(10, Budget.Span([Of(10, 0), Of(3, 0)], 1, 8));
    }

    [Theory]
    [InlineData(1, 100, 12)] // 12 · (2 + 5) + 11 = 95
    [InlineData(1, 18, 1)]
    [InlineData(2, 100, 19)] // 19 · 5 + 1 = 96
    public void As_many_epochs_as_fit_and_one_more_does_not(int jobs, double seconds, int expected)
    {
        Timing[] cells = [Of(2, 10), Of(5, 1)];
        Assert.Equal(expected, Budget.Epochs(cells, jobs, seconds));
        Assert.True(Budget.Span(cells, expected + 1, jobs) > seconds);
    }

    [Fact]
    public void Where_not_even_one_epoch_fits_there_is_none()
    {
        Assert.Null(Budget.Epochs([Of(2, 10), Of(5, 1)], 1, 17.9));
        Assert.Null(Budget.Epochs([Of(2, 10)], 4, -1));
        Assert.Null(Budget.Epochs([Of(20, 1), Of(1, 1), Of(1, 1)], 3, 15)); // The sum fits, the longest does not.
    }
}

using Hiwae.Training;
using static Hiwae.Runtime.Tests.Models.Descriptions;

namespace Hiwae.Runtime.Tests.Models;

public sealed class CheckTests
{
    private static readonly ModelDescription Masked = Model(Observed("X", 3, mask: "Seen"), Given("Seen", 3), Given("Y", 2));

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void A_mask_of_something_else_than_zeros_and_ones_is_refused(double value)
    {
        using var scope = NewDisposeScope();
        var mask = ones(2, 3);
        mask[1, 2] = tensor((float)value);
        var error = Assert.Throws<ArgumentException>(() => Masked.CheckObservation(new([zeros(2, 3), mask, zeros(2, 2)])));
        Assert.Contains(FormattableString.Invariant($"hand-made.Seen holds {value} at row 1, column 2 (counted from 0); a mask holds 1 where a value is present"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Weights.Uniform, -0.1, "alpha is -0.1; it must be at least 0")]
    [InlineData(Weights.Uniform, 1, "and less than 1")]
    [InlineData(Weights.Uniform, double.NaN, "alpha is NaN")]
    [InlineData(Weights.Power, 0.5, "but the weights are Power")]
    [InlineData(Weights.Maximum, 0.5, "declare Weights.Balance, Weights.Uniform or Weights.Learned")]
    public void An_alpha_that_is_none_is_refused(Weights weights, double alpha, string words) => Assert.Contains(
        words, Assert.Throws<ArgumentException>(() => (Masked with { Weights = weights }).CheckAlpha(alpha)).Message, StringComparison.Ordinal);

    [Fact]
    public void One_proposal_has_no_alpha()
    {
        Assert.Contains("alpha is 0.5, which weighs proposals against one another, but samples is 1", Assert.Throws<ArgumentException>(() => Masked.CheckAlpha(0.5, 1)).Message, StringComparison.Ordinal);
        Assert.Equal((0.5, 0), (Masked.CheckAlpha(0.5, 2), Masked.CheckAlpha(0, 1)));
        Assert.Throws<ArgumentException>(() => new TrainingOptions { Alpha = 0.5, Samples = 1 }.CheckedAlphaOf(Masked));
    }

    [Theory, InlineData(Weights.Uniform, 0.99), InlineData(Weights.Balance, 0.5), InlineData(Weights.Learned, 0), InlineData(Weights.Maximum, 0)]
    public void Any_other_is_taken(Weights weights, double alpha) => Assert.Equal(alpha, (Masked with { Weights = weights }).CheckAlpha(alpha));

    [Fact]
    public void What_is_given_may_be_any_number_and_a_check_leaves_no_tensor_behind()
    {
        using var scope = NewDisposeScope();
        var observation = new Observation([full(2, 3, 0.5), zeros(2, 3), full(2, 2, -7)]);
        var before = scope.DisposablesCount;
        Masked.CheckObservation(observation);
        Assert.Equal(before, scope.DisposablesCount);
    }
}

namespace Hiwae.Runtime.Tests.Densities;

public sealed class MissingTests
{
    [Fact]
    public void What_is_missing_is_filled_whatever_is_stored_in_its_place()
    {
        using var scope = NewDisposeScope();
        var value = tensor(new[] { double.NaN, 2, double.PositiveInfinity, 4 }).view(1, 1, 4);
        var mask = tensor(new[] { 0.0, 1, 0, 1 }).view(1, 1, 4);
        Assert.Equal([0.5, 2, 0.5, 4], Missing.Fill(value, mask, 0.5).data<double>().ToArray());
    }

    [Fact]
    public void A_mask_of_one_value_is_for_the_whole_variable()
    {
        using var scope = NewDisposeScope();
        var mask = tensor(new[] { 0.0, 1 }).view(2, 1, 1);
        var value = ones(2, 1, 3, dtype: ScalarType.Float64);
        Assert.Equal([0, 0, 0, 1, 1, 1], Missing.Fill(value, mask, 0).data<double>().ToArray());

        var logits = zeros(2, 5, 3, dtype: ScalarType.Float64);
        var expected = Enumerable.Repeat(0.0, 5).Concat(Enumerable.Repeat(-3 * Math.Log(2), 5)).ToArray();
        foreach (var found in new[] { Missing.OfWhole(Bernoulli.LogDensity(logits, value), mask), Missing.LogDensity<Bernoulli>(logits, value, mask) })
        {
            Assert.Equal([2, 5], found.shape);
            Assert.All(found.data<double>().ToArray().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 12));
        }
    }

    [Fact]
    public void A_variable_missing_as_a_whole_has_no_gradient()
    {
        using var scope = NewDisposeScope();
        var logits = ones(2, 1, 3, dtype: ScalarType.Float64).requires_grad_();
        var logDensity = Bernoulli.LogDensity(logits, zeros(2, 1, 3, dtype: ScalarType.Float64));
        Missing.OfWhole(logDensity, tensor(new[] { 0.0, 1 }).view(2, 1, 1)).sum().backward();
        Assert.True(logits.grad![0].eq(0).all().ToBoolean());
        Assert.True(logits.grad[1].lt(0).all().ToBoolean());
    }
}

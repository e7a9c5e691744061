using Hiwae.Formulas;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>Which draw is made of which noise, where the distribution is symmetric and does not tell.</summary>
public sealed class DrawTests
{
    [Fact]
    public void A_normal_draw_is_above_the_mean_where_its_noise_is_positive()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(4, Value(Normal.Draw<TensorReal>([Real(3), Real(Math.Log(2))], [Real(0.5)])), 12);
    }

    /// <summary>Three degrees of freedom, at the angle where the cosine is one.</summary>
    [Fact]
    public void A_Student_draw_is_above_the_location_where_its_cosine_is_positive()
    {
        using var scope = NewDisposeScope();
        var found = Value(StudentT.Draw<TensorReal>([Real(3), Real(Math.Log(2)), Real(0)], [Real(0.5), Real(0)]));
        Assert.Equal(3 + (2 * Math.Sqrt(3 * (Math.Pow(0.5, -2.0 / 3) - 1))), found, 12);
    }

    private static TensorReal Real(double value) => new(tensor(value, dtype: ScalarType.Float64));

    private static double Value(TensorReal found) => found.ToTensor(zeros(1, dtype: ScalarType.Float64)).ToDouble();
}

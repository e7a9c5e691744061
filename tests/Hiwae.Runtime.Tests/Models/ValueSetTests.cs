using static Hiwae.Runtime.Tests.Models.Descriptions;

namespace Hiwae.Runtime.Tests.Models;

/// <summary>Values that a density does not take are refused where they enter: on the fast pass over 32-bit floats, and by operators on any other tensor.</summary>
public sealed class ValueSetTests
{
    private const int Size = 37; // More than one vector of every width, and a rest.

    public static TheoryData<Support, double, string> Outside => new()
    {
        { Support.Binary, 255, "Bernoulli is on zeros and ones and takes these and probabilities between them, from 0 to 1; divide 8-bit levels by 255, or scale the values to 0 … 1." },
        { Support.Binary, -0.42, "Bernoulli is on zeros and ones and takes these and probabilities between them, from 0 to 1; scale the values to 0 … 1, or declare a density on real numbers, such as Normal." },
        { Support.Binary, double.NaN, "Bernoulli is on zeros and ones and takes these and probabilities between them, from 0 to 1; leave such data out, or declare a mask for values that are missing, [Mask(…)] on X." },
        { Support.UnitInterval, 1.01, "ContinuousBernoulli is on the unit interval and takes numbers from 0 to 1; divide 8-bit levels by 255, or scale the values to 0 … 1." },
        { Support.UnitInterval, 1000, "ContinuousBernoulli is on the unit interval and takes numbers from 0 to 1; scale the values to 0 … 1, or declare a density on real numbers, such as Normal." },
        { Support.Positive, -3, "Gamma is on positive numbers and takes finite ones, at least 0; shift or transform the values, or declare a density on real numbers, such as Normal." },
        { Support.Positive, double.PositiveInfinity, "Gamma is on positive numbers and takes finite ones, at least 0; replace it by a finite number, or leave such data out." },
        { Support.Count, 2.5, "Poisson is on counts and takes whole numbers from 0 up; round the values, or declare a density on positive numbers, such as Gamma." },
        { Support.Count, -1, "Poisson is on counts and takes whole numbers from 0 up; shift or transform the values, or declare a density on real numbers, such as Normal." },
        { Support.Count, double.PositiveInfinity, "Poisson is on counts and takes whole numbers from 0 up; replace it by a finite number, or leave such data out." },
        { Support.Real, double.NegativeInfinity, "Normal is on real numbers and takes finite ones; replace it by a finite number, or leave such data out." },
        { Support.Real, double.NaN, "Normal is on real numbers and takes finite ones; leave such data out, or declare a mask for values that are missing, [Mask(…)] on X." },
        { Support.EightBit, 0.5, "DiscretizedLogistic is on the levels of an 8-bit image and takes k/255, k = 0 … 255; round to levels, (255 v).round() / 255, or declare a density on the unit interval, such as ContinuousBernoulli." },
        { Support.EightBit, 7, "DiscretizedLogistic is on the levels of an 8-bit image and takes k/255, k = 0 … 255; divide 8-bit levels by 255, or scale the values to 0 … 1." },
    };

    [Theory, MemberData(nameof(Outside))]
    public void The_first_value_outside_is_named_with_its_place_the_support_and_the_remedy(Support support, double value, string rest)
    {
        using var scope = NewDisposeScope();
        var model = Model(Observed("X", Size, support));
        foreach (var (row, column) in new[] { (0, 0), (1, 36), (2, 20) })
        {
            foreach (var x in Forms())
            {
                x[row, column] = tensor(value, dtype: x.dtype);
                x[2, 36] = tensor(value, dtype: x.dtype);
                var error = Assert.Throws<ArgumentException>(() => model.CheckObservation(x));
                var number = x.dtype == ScalarType.Float32 ? FormattableString.Invariant($"{(float)value}") : FormattableString.Invariant($"{value}");
                Assert.Equal($"hand-made.X holds {number} at row {row}, column {column} (counted from 0); {rest}", error.Message);
            }
        }
    }

    [Theory]
    [InlineData(Support.Binary, 0, 1, 0.3)]
    [InlineData(Support.UnitInterval, 0, 1, 0.3)]
    [InlineData(Support.Positive, 0, 1e-30, 3e38)]
    [InlineData(Support.Count, 0, 7, 1e9)]
    [InlineData(Support.Real, -3e38, 0, 3e38)]
    [InlineData(Support.EightBit, 0, 1, 17 / 255.0)]
    public void Values_that_a_density_takes_pass_to_the_end_of_its_support(Support support, double first, double second, double third)
    {
        using var scope = NewDisposeScope();
        foreach (var x in Forms())
        {
            foreach (var (i, value) in new[] { first, second, third }.Index())
                x[i] = tensor(value, dtype: x.dtype);
            Model(Observed("X", Size, support)).CheckObservation(x);
        }
    }

    [Fact]
    public void Every_level_of_an_image_passes()
    {
        using var scope = NewDisposeScope();
        var levels = arange(256, dtype: ScalarType.Float32).unsqueeze(0);
        var model = Model(Observed("X", 256, Support.EightBit));
        model.CheckObservation(levels / 255);
        model.CheckObservation(levels * (1f / 255));
        model.CheckObservation((levels.to_type(ScalarType.Float64) / 255).to_type(ScalarType.Float16));
    }

    [Fact]
    public void A_vector_has_a_single_one()
    {
        using var scope = NewDisposeScope();
        var model = Model(Observed("Y", 4, Support.OneHot));
        var rows = eye(4);
        model.CheckObservation(rows);
        Tensor With(int row, int column, float value)
        {
            var changed = rows.clone();
            changed[row, column] = tensor(value);
            return changed;
        }

        const string Set = "Categorical is on one-hot vectors and takes a single 1 among zeros; ";
        const string Remedy = "let each row have one 1; torch.nn.functional.one_hot makes such rows of class numbers.";
        Assert.Equal($"hand-made.Y holds 2 ones instead of one at row 1, column 0 (counted from 0); {Set}{Remedy}", Refusal(model, With(1, 0, 1)));
        Assert.Equal($"hand-made.Y holds 0 ones instead of one at row 2, column 0 (counted from 0); {Set}{Remedy}", Refusal(model, With(2, 2, 0)));
        Assert.Equal(
            $"hand-made.Y holds 3 at row 3, column 3 (counted from 0); {Set}make one-hot rows of class numbers with torch.nn.functional.one_hot.", Refusal(model, With(3, 3, 3)));
    }

    [Fact]
    public void What_is_given_is_finite()
    {
        using var scope = NewDisposeScope();
        var model = Model(Observed("X", 2), Given("Y", 2));
        var given = tensor(new[] { 0f, -7, float.NaN, 1 }).view(2, 2);
        Assert.Equal(
            "hand-made.Y holds NaN at row 1, column 0 (counted from 0); a given variable takes finite numbers; leave such data out, or declare a mask for values that are missing, [Mask(…)] on Y.",
            Refusal(model, new([zeros(2, 2), given])));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(255)]
    [InlineData(float.NegativeInfinity)]
    public void Under_a_mask_of_zero_anything_is_legal_and_elsewhere_nothing_is(float value)
    {
        using var scope = NewDisposeScope();
        var model = Model(Observed("X", 3, mask: "Seen"), Given("Seen", 3));
        var (x, seen) = (zeros(2, 3), ones(2, 3));
        x[1, 1] = tensor(value);
        seen[1, 1] = tensor(0f);
        model.CheckObservation(new([x, seen]));
        x[1, 2] = tensor(value);
        Assert.StartsWith(FormattableString.Invariant($"hand-made.X holds {value} at row 1, column 2"), Refusal(model, new([x, seen])), StringComparison.Ordinal);
        if (float.IsNaN(value))
            Assert.EndsWith("if the value is missing, let Seen be 0 there.", Refusal(model, new([x, seen])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_is_missing_as_a_whole_may_be_anything()
    {
        using var scope = NewDisposeScope();
        var model = Model(Observed("Y", 3, Support.OneHot, mask: "Seen"), Given("Seen", 1));
        var y = cat([eye(3), full(1, 3, float.NaN)]);
        model.CheckObservation(new([y, tensor(new[] { 1f, 1, 1, 0 }).unsqueeze(1)]));
        Assert.Contains("at row 3, column 0", Refusal(model, new([y, ones(4, 1)])), StringComparison.Ordinal);
    }

    private static string Refusal(ModelDescription model, Observation observation) =>
        Assert.Throws<ArgumentException>(() => model.CheckObservation(observation)).Message;

    /// <summary>Zeros as 32-bit floats without gaps, with gaps, and as 64-bit floats.</summary>
    private static Tensor[] Forms() => [zeros(3, Size), zeros(Size, 3).t(), zeros(3, Size, dtype: ScalarType.Float64)];
}

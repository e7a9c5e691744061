using System.Diagnostics;

namespace Hiwae.Runtime.Tests.Bounds;

/// <summary>How tapes are used: what they leave alone, and what is refused before the engine, in which an error would end the process.</summary>
public sealed class TapeUseTests
{
    public static TheoryData<Gradient> Estimators => [.. Enum.GetValues<Gradient>()];

    [Fact]
    public void An_estimator_is_one_of_them() =>
        Assert.Contains("17", Assert.Throws<UnreachableException>(() => GradientTape.Of((Gradient)17)).Message, StringComparison.Ordinal);

    [Theory, MemberData(nameof(Estimators))]
    public void What_no_parameter_leads_to_has_no_gradient_and_is_no_error(Gradient gradient)
    {
        using var scope = NewDisposeScope();
        using var tape = GradientTape.Of(gradient);
        var (raw, draw) = (zeros(2, 3, 2), zeros(2, 3, 1));
        var terms = tape.Parameters(raw).sum(-1) + tape.Point(draw).detach().sum(-1);
        tape.BackwardOfSum(terms, 1);
        tape.Backward(terms, 1);
        Assert.Null(raw.grad);
    }

    [Theory, MemberData(nameof(Estimators))]
    public void A_plain_sum_has_the_gradient_of_a_plain_sum(Gradient gradient)
    {
        using var scope = NewDisposeScope();
        using var tape = GradientTape.Of(gradient);
        var parameter = Parameter(2, 3);
        var point = tape.Point(parameter * Plate(1, 2, 4));
        var held = tape.Point(Plate(1, 1, 1));
        tape.Point(parameter * Plate(5, 6, 7)); // Used nowhere.

        // Σ_j (c_j θ)² has the derivative 2 θ Σ_j c_j², each sample counted once whatever it weighs.
        tape.BackwardOfSum((point.square() * held).sum(-1), -0.5);
        Assert.Equal([-42.0, -63.0], Numbers(parameter.grad!));
    }

    [Fact]
    public void A_plain_sum_leaves_nothing_behind_for_the_bound()
    {
        using var scope = NewDisposeScope();
        double[] Bound(Action<GradientTape, Tensor> before)
        {
            using var tape = GradientTape.Of(Gradient.DoublyReparameterised);
            var parameter = Parameter(0.3, -0.4);
            var draw = parameter * Plate(1, 2, 4);
            var terms = (tape.Point(draw) - tape.Parameters(draw * 3)).square().sum(-1);
            before(tape, terms);
            parameter.grad?.zero_();
            tape.Backward(terms, 1);
            return Numbers(parameter.grad!);
        }

        Assert.Equal(Bound((_, _) => { }), Bound((tape, terms) => tape.BackwardOfSum(terms, 5)));
    }

    [Fact]
    public void A_feature_may_be_on_the_way_to_a_draw_and_to_its_density()
    {
        using var scope = NewDisposeScope();
        using var tape = GradientTape.Of(Gradient.DoublyReparameterised);
        const double Value = 0.8;
        const double Feature = Value * Value;
        double[] factors = [1, 2];
        var parameter = Parameter(Value);
        var feature = parameter.square();
        var terms = (tape.Point(feature * Plate(factors)) * feature).sum(-1);
        var weights = Numbers(terms.detach().softmax(-1));
        tape.Backward(terms, 1);

        // t_j = z_j h and z_j = c_j h: ω_j z_j directly, and ω_j² h c_j by way of the draw.
        var expected = 2 * Value * weights.Zip(factors).Sum(of => (of.First * of.Second * Feature) + (of.First * of.First * Feature * of.Second));
        Assert.Equal(expected, parameter.grad!.item<double>(), 12);
    }

    [Fact]
    public void What_parameters_get_reaches_a_draw_once_by_each_way()
    {
        using var scope = NewDisposeScope();
        using var tape = GradientTape.Of(Gradient.DoublyReparameterised);
        var parameter = Parameter(0.3);
        var first = parameter + Plate(0.1, -0.4);
        tape.Point(first);
        var second = (first * 0.7) + Plate(-0.2, 0.5);
        tape.Point(second);
        var terms = tape.Parameters((first * 1.5) - (second * 2)).sum(-1);
        var weights = Numbers(terms.detach().softmax(-1));
        tape.Backward(terms, 1);

        // ω_j² of what is 1.5 θ directly, and −2 · 0.7 θ by way of the second draw.
        Assert.Equal((1.5 - (2 * 0.7)) * weights.Sum(weight => weight * weight), parameter.grad!.item<double>(), 12);
    }

    [Fact]
    public void A_tape_that_was_released_is_as_new()
    {
        using var scope = NewDisposeScope();
        using var tape = GradientTape.Of(Gradient.DoublyReparameterised);
        double[] Bound()
        {
            var parameter = Parameter(0.3, -0.4);
            var draw = parameter * Plate(1, 2, 4);
            tape.Backward((tape.Point(draw) - tape.Parameters(draw * 3)).square().sum(-1), 1);
            return Numbers(parameter.grad!);
        }

        var first = Bound();
        tape.Dispose();
        Assert.Equal(first, Bound());
    }

    [Fact]
    public void Log_terms_may_be_of_another_type_than_the_parameters()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Slope(ScalarType.Float32), Slope(ScalarType.Float64), (a, b) => Math.Abs(a - b) < 1e-6);

        float[] Slope(ScalarType type)
        {
            using var tape = GradientTape.Of(Gradient.DoublyReparameterised);
            var parameter = ones(2, 3, 1).requires_grad_();
            var draw = parameter * 1;
            var terms = tape.Point(draw) + tape.Parameters(draw * 2);
            tape.Backward(terms.sum(-1).to_type(type), 1);
            return parameter.grad!.data<float>().ToArray();
        }
    }

    [Fact]
    public void Parameters_that_were_held_fixed_after_they_were_recorded_are_a_named_error()
    {
        using var scope = NewDisposeScope();
        using var tape = GradientTape.Of(Gradient.DoublyReparameterised);
        var raw = zeros(2, 3, 1).requires_grad_();
        var terms = tape.Point(zeros(2, 3, 1).requires_grad_()) + tape.Parameters(raw);
        raw.requires_grad_(false);
        var error = Assert.Throws<ArgumentException>(() => tape.Backward(terms.sum(-1), 1));
        Assert.Contains("does not depend on anything that has a gradient", error.Message, StringComparison.Ordinal);
    }

    /// <summary>[1, 1, values].</summary>
    private static Tensor Parameter(params double[] values) => tensor(values, dtype: ScalarType.Float64).view(1, 1, -1).requires_grad_();

    /// <summary>A number for each sample, [1, samples, 1].</summary>
    private static Tensor Plate(params double[] values) => tensor(values, dtype: ScalarType.Float64).view(1, -1, 1);

    private static double[] Numbers(Tensor tensor) => tensor.flatten().data<double>().ToArray();
}

using Hiwae.Compilation;
using Hiwae.Networks;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Steps;

public sealed class RecorderTests
{
    private readonly Noise noise = Noise.FromSeed(1);

    [Fact]
    public void A_parameter_that_is_used_twice_is_one_value()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(2)], [new Layer.Dense(3, Activation.Tanh, WeightNorm: true)], noise, 4);
        var step = new Recorder([2], isTraining: false);
        net.Record(step, [step.Data(0)]);
        var once = step.Finish();
        net.Record(step, [step.Data(0)]);
        var twice = step.Finish();
        Assert.Equal(5, once.Parameters.Length);
        Assert.Equal(5, twice.Parameters.Length);
        Assert.Single(twice.Operations, o => o is Operation.WeightNorm);
        Assert.Equal(once.Operations.Length + 2, twice.Operations.Length);
    }

    [Fact]
    public void A_parameter_is_found_where_moving_the_network_has_put_it()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(2)], [], noise, 4);
        var step = new Recorder([2], isTraining: false);
        net.Record(step, [step.Data(0)]);
        var parameters = step.Finish().Parameters;
        net.to(ScalarType.Float64);
        Assert.All(parameters, parameter => Assert.Equal(ScalarType.Float64, parameter().dtype));
    }

    [Fact]
    public void What_no_parent_draws_per_sample_is_computed_once_per_datum_and_added()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(2), new(3)], [new Layer.Dense(4, Activation.Tanh)], noise);
        var step = new Recorder([3], isTraining: false);
        var z = step.Draw<Normal>(step.Zeros(4), 2, inPlate: true);
        var output = net.Record(step, [z, step.Data(0)]);
        var recording = step.Finish();
        var linear = recording.Operations.OfType<Operation.Linear>().ToArray();
        Assert.Equal([Level.Datum, Level.Sample], linear.Select(o => o.Output.Level));
        Assert.Equal(linear[0].Output, linear[1].Addend);
        Assert.Equal((Level.Sample, 4), (output.Level, output.Columns));
        Assert.Equal([Activation.Identity, Activation.Tanh], linear.Select(o => o.Activation));
    }

    [Fact]
    public void Only_what_a_learned_parameter_leads_to_is_differentiable()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(2)], [], noise, 4);
        foreach (var parameter in net.parameters())
            parameter.requires_grad = false;
        Assert.DoesNotContain(Recorded().Values, value => value.IsDifferentiable);
        net.Head.Bias.requires_grad = true;
        var recording = Recorded();
        Assert.Equal(
            [("Computed", 2), ("Parameter", 1)],
            recording.Values.Where(value => value.IsDifferentiable).GroupBy(value => value.Source.GetType().Name).Select(g => (g.Key, g.Count())).Order());

        Program Recorded()
        {
            var step = new Recorder([2, 2], isTraining: false);
            var filled = step.Fill(step.Data(0), step.Data(1), 0);
            step.Add<Normal>(net.Record(step, [filled]), filled);
            return step.Finish();
        }
    }

    [Fact]
    public void Only_double_reparameterisation_has_an_operation_of_its_own_and_only_in_the_plate()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("q", [new(2)], [], noise, 4);
        Assert.Equal(Recorded(Gradient.Reparameterised, true).Operations.Length, Recorded(Gradient.StickingTheLanding, true).Operations.Length);
        Assert.DoesNotContain(Recorded(Gradient.StickingTheLanding, true).Operations, operation => operation is Operation.Point);
        Assert.DoesNotContain(Recorded(Gradient.DoublyReparameterised, false).Operations, operation => operation is Operation.Point);
        var recording = Recorded(Gradient.DoublyReparameterised, true);
        var point = Assert.Single(recording.Operations, operation => operation is Operation.Point);
        Assert.All(
            recording.Operations.Where(operation => operation is Operation.LogDensity), density => Assert.Equal(point.Output, density.Inputs[1]));

        Program Recorded(Gradient gradient, bool inPlate)
        {
            var step = new Recorder([2], isTraining: true, gradient);
            var raw = net.Record(step, [step.Data(0)]);
            var z = step.Point(step.Draw<Normal>(raw, 2, inPlate));
            step.Subtract<Normal>(raw, z);
            step.Add<Normal>(step.Zeros(4), z);
            step.Weigh(Weights.Uniform);
            return step.Finish();
        }
    }

    [Fact]
    public void Parameters_within_log_q_are_constants_but_for_the_reparameterised_gradient()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("q", [new(2)], [], noise, 4);
        Assert.Equal([true, false, false], Enum.GetValues<Gradient>().Select(IsDifferentiable));

        // Neither the data nor what q is given leads to a parameter by another way.
        bool IsDifferentiable(Gradient gradient)
        {
            var step = new Recorder([2], isTraining: true, gradient);
            step.Subtract<Normal>(net.Record(step, [step.Data(0)]), step.Data(0));
            step.Weigh(Weights.Uniform);
            var recording = step.Finish();
            return recording.Values[recording.Operations[^1].Output.Id].IsDifferentiable;
        }
    }

    [Fact]
    public void What_log_q_is_of_another_draw_in_the_plate_is_recorded_once_more()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("q", [new(2)], [], noise, 4);
        Assert.Equal([2, 2, 3], Enum.GetValues<Gradient>().Select(gradient => Maps(gradient, inPlate: true)));
        Assert.Equal([2, 2, 2], Enum.GetValues<Gradient>().Select(gradient => Maps(gradient, inPlate: false)));

        int Maps(Gradient gradient, bool inPlate)
        {
            var step = new Recorder([2], isTraining: true, gradient);
            var u = step.Draw<Normal>(net.Record(step, [step.Data(0)]), 2, inPlate);
            step.Point(u);
            var raw = net.Record(step, [u]);
            step.Subtract<Normal>(raw, step.Point(step.Draw<Normal>(raw, 2, inPlate: true)));
            step.Weigh(Weights.Uniform);
            return step.Finish().Operations.Count(operation => operation is Operation.Linear);
        }
    }

    [Fact]
    public void What_is_recorded_once_more_is_an_image_where_it_was_one()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("q", [new(2)], [new Layer.Dense(3, Activation.Tanh), new Layer.Unflatten(3, 1, 1), new Layer.Conv(3, 1, 1, 0, Activation.Tanh), new Layer.Flatten()], noise, 4);
        var step = new Recorder([2], isTraining: true, Gradient.DoublyReparameterised);
        var u = step.Draw<Normal>(net.Record(step, [step.Data(0)]), 2, inPlate: true);
        step.Point(u);
        var raw = net.Record(step, [u]);
        step.Subtract<Normal>(raw, step.Point(step.Draw<Normal>(raw, 2, inPlate: true)));
        step.Weigh(Weights.Uniform);
        var images = step.Finish().Operations.OfType<Operation.Conv>().ToArray();
        Assert.Equal(3, images.Length);
        Assert.All(images, conv => Assert.Equal(new ImageShape(3, 1, 1), conv.Output.Image));
    }

    [Fact]
    public void Dropout_is_recorded_in_training_alone()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(2)], [new Layer.Dropout(0.5)], noise, 4);
        Assert.Empty(Recorded(false).Randoms);
        Assert.Equal((Level.Datum, 2), Assert.Single(Recorded(true).Randoms) is var uniform ? (uniform.Level, uniform.Columns) : default);

        Program Recorded(bool isTraining)
        {
            var step = new Recorder([2], isTraining);
            net.Record(step, [step.Data(0)]);
            return step.Finish();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_has_no_compiled_form_is_said_once_and_does_no_harm(bool normalised)
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(2)], normalised ? [new Layer.BatchNorm()] : [], noise, 4);
        var step = new Recorder([2], isTraining: true);
        var raw = net.Record(step, [step.Data(0)]);
        var z = step.Draw<Beta>(raw, 2, inPlate: true);
        step.Subtract<Beta>(raw, z);
        step.Weigh(Weights.Balance);
        var reason = step.Finish().Refusal;
        Assert.StartsWith(normalised ? "batch normalisation couples" : "draws of the density Beta", reason, StringComparison.Ordinal);
        var error = Assert.Throws<ArgumentException>(() => StepChoice.Decide(step.Finish(), "m", StepPath.Compiled));
        Assert.StartsWith("m cannot be trained or evaluated by a compiled step: ", error.Message, StringComparison.Ordinal);
        Assert.False(StepChoice.Decide(step.Finish(), "m", StepPath.Automatic).IsCompiled);
    }

    [Fact]
    public void A_density_in_tensor_form_is_refused_by_name()
    {
        var step = new Recorder([2], isTraining: true);
        step.Add<InTensorForm>(step.Zeros(2), step.Data(0));
        step.Weigh(Weights.Uniform);
        Assert.Equal("the density InTensorForm has no compiled form", step.Finish().Refusal);
    }

    private readonly struct InTensorForm : IDensity<InTensorForm>
    {
        public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => raw + noise.Normal(shape);

        public static Tensor LogDensity(Tensor raw, Tensor value) => (value - raw).square().sum(-1) * -0.5;

        public static Tensor Mean(Tensor raw) => raw;
    }

    [Fact]
    public void A_recording_that_does_not_end_is_refused() =>
        Assert.Contains("end in a weighting", new Recorder([1], isTraining: true).Finish().Refusal, StringComparison.Ordinal);

    [Fact]
    public void Sizes_that_do_not_fit_are_named()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(2)], [], noise, 4);
        var step = new Recorder([3], isTraining: true);
        Assert.Contains("parent 0 has 3 columns; it must have 2", Assert.Throws<ArgumentException>(() => net.Record(step, [step.Data(0)])).Message, StringComparison.Ordinal);
        Assert.Contains("takes 6 raw parameters; 4", Assert.Throws<ArgumentException>(() => step.Add<Normal>(step.Zeros(4), step.Data(0))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Data(1));
        Assert.Throws<ArgumentException>(() => step.Weigh(Weights.Learned));
    }
}

using Hiwae.Compilation;
using Hiwae.Evaluation;
using Hiwae.Reports;
using Hiwae.Runtime.Tests.Training;
using Hiwae.Training;
using static Hiwae.Runtime.Tests.Models.Descriptions;

namespace Hiwae.Runtime.Tests.Models;

/// <summary>A model of small images in colour, some of whose values are missing, given a label.</summary>
[Model(Samples = 3)]
public sealed partial record TinyColour(
    [Shape(3, 2, 2), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), nameof(Y), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>(nameof(Y)), Q<Normal>(nameof(X), nameof(Seen), nameof(Y), Hidden = [8])] Tensor Z,
    [Given, Shape(4)] Tensor Y,
    [Given, Shape(3, 2, 2)] Tensor Seen);

public sealed class ObservationTests
{
    private const string Colour = "tiny-colour.X has shape ";

    [Theory]
    [InlineData(new long[] { 12 }, "[12]; it must be [batch, 12] or [batch, 3, 2, 2]; for a single datum pass it with unsqueeze(0).")]
    [InlineData(new long[] { 3, 2, 2 }, "[3, 2, 2]; it must be [batch, 12] or [batch, 3, 2, 2]; for a single datum pass it with unsqueeze(0).")]
    [InlineData(new long[] { 5, 3, 4 }, "[5, 3, 4]; it must be [batch, 12] or [batch, 3, 2, 2]; pass it with flatten(1).")]
    [InlineData(new long[] { 5, 2, 2, 3 }, "[5, 2, 2, 3]; it must be [batch, 12] or [batch, 3, 2, 2]; its channels come last: pass it with permute(0, 3, 1, 2).")]
    [InlineData(new long[] { 2, 2, 3 }, "[2, 2, 3]; it must be [batch, 12] or [batch, 3, 2, 2]; its channels come last: for a single datum pass it with permute(2, 0, 1).unsqueeze(0).")]
    [InlineData(new long[] { 3, 4 }, "[3, 4]; it must be [batch, 12] or [batch, 3, 2, 2]; for a single datum pass it with reshape(1, 12).")]
    [InlineData(new long[] { 12, 5 }, "[12, 5]; it must be [batch, 12] or [batch, 3, 2, 2]; if its columns are the data, pass it transposed, with t().")]
    [InlineData(new long[] { 5, 11 }, "[5, 11]; it must be [batch, 12] or [batch, 3, 2, 2]; pass 12 values for each datum.")]
    [InlineData(new long[] { }, "[]; it must be [batch, 12] or [batch, 3, 2, 2]; pass 12 values for each datum.")]
    public void A_wrong_shape_is_answered_with_the_call_that_mends_it(long[] shape, string message)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Colour + message, Refusal(TinyColour.Description, new([zeros(shape), zeros(5, 4), ones(5, 12)])));
    }

    [Fact]
    public void A_single_image_is_not_taken_for_a_batch_of_its_pixels()
    {
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        var error = Assert.Throws<ArgumentException>(() => network.Propose(zeros(16), 3, Noise.FromSeed(1)));
        Assert.Equal("tiny-balance.X has shape [16]; it must be [batch, 16]; for a single datum pass it with unsqueeze(0).", error.Message);
    }

    [Fact]
    public void The_declared_shape_is_taken_like_the_flat_one()
    {
        using var scope = NewDisposeScope();
        using var network = TinyColour.CreateNetwork(Noise.FromSeed(1));
        var (x, y, seen) = (Bits(5, 12), eye(4)[tensor(new long[] { 0, 1, 2, 3, 0 })], Bits(5, 12, seed: 2));
        Observation flat = new([x, y, seen]), shaped = new([x.view(5, 3, 2, 2), y, seen.view(5, 3, 2, 2).gt(0)]);
        foreach (var path in new[] { StepPath.Compiled, StepPath.Portable })
            Assert.Equal(Evaluator.Bound(network, flat, 1, path), Evaluator.Bound(network, shaped, 1, path));
        Assert.True(network.LogEstimate(flat, 3, Noise.FromSeed(2)).Equals(network.LogEstimate(shaped, 3, Noise.FromSeed(2))));
        Assert.Equal([2, 3, 2, 2], network.Generate(2, Noise.FromSeed(1), new([y[..2], seen[..2].view(2, 3, 2, 2)])).Seen.shape);
    }

    [Theory]
    [InlineData(ScalarType.Float64, "tiny-balance.X is of type Float64, but the network is of type Float32; pass x.to_type(ScalarType.Float32), or move the network and the noise to Float64.")]
    [InlineData(ScalarType.Byte, "tiny-balance.X is of type Byte, but the network is of type Float32; pass x.to_type(ScalarType.Float32), and divide it by 255 if it holds 8-bit levels.")]
    [InlineData(ScalarType.Int64, "tiny-balance.X is of type Int64, but the network is of type Float32; pass x.to_type(ScalarType.Float32).")]
    public void Another_element_type_is_refused_on_both_paths(ScalarType type, string message)
    {
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        var x = zeros(2, 16, dtype: type);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => network.Propose(x, 3, Noise.FromSeed(1))).Message);
        foreach (var path in new[] { StepPath.Compiled, StepPath.Portable })
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => Evaluator.Bound(network, x, 1, path)).Message);
    }

    [Fact]
    public void Another_device_and_noise_of_another_type_are_refused()
    {
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        Assert.Equal(
            "tiny-balance.X is on meta, but the network is on cpu; pass x.to(\"cpu\"), or move the network.",
            Assert.Throws<ArgumentException>(() => network.Propose(zeros(2, 16, device: META), 3, Noise.FromSeed(1))).Message);
        Assert.Equal(
            "tiny-balance: the noise is of type Float64 on cpu, but the network's parameters are of type Float32 on cpu; draw with Noise.FromSeed(seed), or move the network with to(…).",
            Assert.Throws<ArgumentException>(() => network.Propose(zeros(2, 16), 3, Noise.FromSeed(1, dtype: ScalarType.Float64))).Message);
    }

    [Fact]
    public void Rows_that_do_not_fit_each_other_are_named()
    {
        using var scope = NewDisposeScope();
        using var network = TinyColour.CreateNetwork(Noise.FromSeed(1));
        Assert.Equal(
            "tiny-colour.Y has 4 rows, but tiny-colour.X has 5; pass as many of each, a row for a datum.", Refusal(TinyColour.Description, new([zeros(5, 12), zeros(4, 4), ones(5, 12)])));
        Assert.Equal(
            "tiny-colour.Y has 4 rows, but 3 samples are to be drawn; pass a row for each, or ask for 4.",
            Assert.Throws<ArgumentException>(() => network.Generate(3, Noise.FromSeed(1), new([zeros(4, 4), ones(4, 12)]))).Message);
        Assert.Equal("tiny-colour: 0 samples are asked for; it must be at least 1.", Assert.Throws<ArgumentException>(() => network.Generate(0, Noise.FromSeed(1))).Message);
        Assert.Equal(
            "tiny-colour: its data are 3 variable(s) (X, Y, Seen), but 2 tensor(s) were passed; pass one for each, in this order.",
            Refusal(TinyColour.Description, new([zeros(5, 12), zeros(4, 4), null!])));
    }

    /// <summary>Every public door, by name.</summary>
    public static TheoryData<string> Doors => [.. DoorsOf(null!, default).Keys];

    [Theory, MemberData(nameof(Doors))]
    public void No_row_and_no_value_outside_the_support_gets_through_a_door(string door)
    {
        using var scope = NewDisposeScope();
        using var state = Trainer.Start<TinyBalance>(new TrainingOptions());
        var message = Assert.Throws<ArgumentException>(DoorsOf(state, zeros(0, 16))[door]).Message;
        Assert.True(message is "tiny-balance.X is empty, of shape [0, 16]; pass at least one row." or "There are 0 data; a variance over data needs at least 2. (Parameter 'data')", message);
        var x = zeros(3, 16);
        x[2, 1] = tensor(255f);
        Assert.StartsWith(
            "tiny-balance.X holds 255 at row 2, column 1 (counted from 0); Bernoulli is on zeros and ones",
            Assert.Throws<ArgumentException>(DoorsOf(state, x)[door]).Message,
            StringComparison.Ordinal);
        DoorsOf(state, zeros(3, 16))[door]();
    }

    [Fact]
    public void Given_values_that_are_not_finite_are_neither_generated_nor_decoded_from()
    {
        using var scope = NewDisposeScope();
        using var network = TinyColour.CreateNetwork(Noise.FromSeed(1));
        var y = zeros(2, 4);
        var draws = network.Generate(2, Noise.FromSeed(1), new([y, ones(2, 12)]));
        y[1, 3] = tensor(float.NaN);
        foreach (Action door in new Action[] { () => network.Generate(2, Noise.FromSeed(1), new([y, ones(2, 12)])), () => network.Decode(draws with { Y = y }) })
            Assert.StartsWith("tiny-colour.Y holds NaN at row 1, column 3 (counted from 0); a given variable takes finite numbers;", Assert.Throws<ArgumentException>(door).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_observation_is_looked_at_once_and_its_parts_are_not_again()
    {
        using var scope = NewDisposeScope();
        var model = Model(Observed("X", 3));
        var x = zeros(2, 3);
        var known = model.CheckObservation(x);
        x[0, 0] = tensor(7f); // Nobody looks any more.
        foreach (var same in new[] { known, known.Narrow(0, 1), known.Repeat(2) })
            model.CheckObservation(same);
        foreach (var other in new[] { known with { Values = [x.alias()] }, new Observation(known.Values) })
            Assert.Contains("holds 7", Refusal(model, other), StringComparison.Ordinal);
        Assert.Contains("holds 7", Refusal(Model(Observed("X", 3)), known), StringComparison.Ordinal);
    }

    /// <summary>Whatever lies under a mask of zero, the bound and every gradient are the same to the last bit, on both paths.</summary>
    [Theory]
    [InlineData(StepPath.Compiled, float.NaN)]
    [InlineData(StepPath.Compiled, float.PositiveInfinity)]
    [InlineData(StepPath.Compiled, -255)]
    [InlineData(StepPath.Portable, float.NaN)]
    [InlineData(StepPath.Portable, float.PositiveInfinity)]
    [InlineData(StepPath.Portable, -255)]
    public void What_is_missing_changes_neither_bound_nor_gradient(StepPath path, float stored)
    {
        using var scope = NewDisposeScope();
        var (x, y, seen) = (Bits(5, 12), zeros(5, 4), Bits(5, 12, seed: 2));
        var hidden = x.masked_fill(seen.eq(0), stored);
        var (expected, found) = (Gradients(path, new([x, y, seen])), Gradients(path, new([hidden, y, seen])));
        Assert.All(expected, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(expected, found);
    }

    private static float[] Gradients(StepPath path, Observation data)
    {
        using var network = TinyColour.CreateNetwork(Noise.FromSeed(1));
        network.train();
        var bound = network.WriteGradients(data, Noise.FromSeed(3), StepChoice.Decide(network, path, isTraining: true), Gradient.Reparameterised);
        return [(float)bound, .. network.parameters().SelectMany(p => p.grad!.flatten().data<float>().ToArray())];
    }

    private static Dictionary<string, Action> DoorsOf(TrainingState<TinyBalance> state, Observation data) => new()
    {
        ["Propose"] = () => state.Network.Propose(data, 3, Noise.FromSeed(1)),
        ["Propose with a tape"] = () => state.Network.Propose(data, 3, Noise.FromSeed(1), GradientTape.Ordinary),
        ["LogWeights"] = () => state.Network.LogWeights(data, 3, Noise.FromSeed(1)),
        ["LogEstimate"] = () => state.Network.LogEstimate(data, 3, Noise.FromSeed(1)),
        ["Reconstruct"] = () => state.Network.Reconstruct(data, 3, Noise.FromSeed(1)),
        ["LogEstimates"] = () => Evaluator.LogEstimates(state.Network, data, new() { Samples = 6 }).Count(),
        ["LogEstimates before the first is asked for"] = () => Evaluator.LogEstimates(state.Network, data, new() { Samples = 6 }, Noise.FromSeed(1)),
        ["Bound, compiled"] = () => Evaluator.Bound(state.Network, data, 1, StepPath.Compiled),
        ["Bound, portable"] = () => Evaluator.Bound(state.Network, data, 1, StepPath.Portable),
        ["EstimatorReports"] = () => EstimatorReports.Measure(state.Network, data, 2, Noise.FromSeed(1)),
        ["ActivityReports"] = () => ActivityReports.Measure(state.Network, data, 2, Noise.FromSeed(1)),
        ["GradientReports"] = () => GradientReports.Factors(state.Network, data, 2, Gradient.Reparameterised, 1),
        ["Step"] = () => Trainer.Step(state, data, new()),
        ["Step, portable"] = () => Trainer.Step(state, data, new() { Step = StepPath.Portable }),
    };

    private static Tensor Bits(int rows, int size, int seed = 1) => Noise.FromSeed(seed).Uniform(rows, size).lt(0.5).to_type(ScalarType.Float32);

    private static string Refusal(ModelDescription model, Observation observation) =>
        Assert.Throws<ArgumentException>(() => model.CheckObservation(observation)).Message;
}

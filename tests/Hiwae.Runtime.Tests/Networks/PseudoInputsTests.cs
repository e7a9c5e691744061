using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class PseudoInputsTests
{
    [Fact]
    public void Every_input_lies_in_its_support()
    {
        using var scope = NewDisposeScope();
        (int Size, Support Support)[] parents = [.. Enum.GetValues<Support>().Select((s, i) => (i + 2, s))];
        using var pseudo = new PseudoInputs("p_z", parents, 50, Noise.FromSeed(1));
        var inputs = pseudo.Inputs();
        Assert.Equal(parents.Length, inputs.Length);
        foreach (var ((size, support), value) in parents.Zip(inputs))
        {
            Assert.Equal([1, 50, size], value.shape);
            var (low, high) = (value.min().ToDouble(), value.max().ToDouble());
            Assert.True(
                support switch
                {
                    Support.Real => low < 0 && high > 1,
                    Support.Positive or Support.Count => low > 0 && high > 1,
                    Support.OneHot => low > 0 && (value.sum(-1) - 1).abs().max().ToDouble() < 1e-5,
                    _ => low > 0 && high < 1,
                },
                support.ToString());
        }
    }

    [Fact]
    public void All_of_them_are_learned_and_converted_and_released()
    {
        using var scope = NewDisposeScope();
        using var pseudo = new PseudoInputs("p_z", [(3, Support.Binary), (2, Support.Real)], 4, Noise.FromSeed(1));
        foreach (var input in pseudo.Inputs())
            input.sum().backward();
        Assert.True(pseudo.get_parameter("raw")!.grad!.abs().min().ToDouble() > 0);
        pseudo.to(ScalarType.Float64);
        Assert.All(pseudo.Inputs(), input => Assert.Equal(ScalarType.Float64, input.dtype));
        var before = LiveTensors.OfThisThread;
        foreach (var input in pseudo.Inputs())
            input.Dispose();
        Assert.Equal(before, LiveTensors.OfThisThread);
    }

    [Fact]
    public void They_start_at_rows_of_the_data_within_reach_of_a_gradient()
    {
        using var scope = NewDisposeScope();
        (int Size, Support Support)[] parents = [(4, Support.Binary), (3, Support.UnitInterval), (5, Support.OneHot), (2, Support.Positive), (3, Support.Real)];
        using var pseudo = new PseudoInputs("p_z", parents, 30, Noise.FromSeed(1));
        Assert.True(pseudo.AreNoise);
        var noise = Noise.FromSeed(2);
        Tensor[] rows =
        [
            noise.Uniform(60, 4).gt(0.5).to_type(ScalarType.Float32), noise.Uniform(60, 3), nn.functional.one_hot(noise.Permutation(60).remainder(5), 5).to_type(ScalarType.Float32),
            noise.Uniform(60, 2) * 40, (noise.Normal(60, 3) * 10) + 100,
        ];
        pseudo.Start(rows, noise);
        Assert.False(pseudo.AreNoise);

        // Each is near a row of its own: the same one in every parent.
        var inputs = pseudo.Inputs();
        var distances = rows.Zip(inputs).Select(pair => (pair.Second[0].unsqueeze(1) - pair.First.unsqueeze(0)).abs().amax([-1L]) / (pair.First.std() + 1e-3)).Aggregate((sum, next) => sum + next);
        var nearest = distances.argmin(1).data<long>().ToArray();
        Assert.Equal(30, nearest.Distinct().Count());
        Assert.InRange(distances.amin([1L]).max().ToDouble(), 0, 2.5);
        foreach (var input in inputs)
            input.square().sum().backward();
        Assert.True(pseudo.get_parameter("raw")!.grad!.abs().min().ToDouble() > 1e-4);
    }

    [Fact]
    public void Where_there_are_fewer_rows_they_start_apart_and_what_is_missing_does_no_harm()
    {
        using var scope = NewDisposeScope();
        using var pseudo = new PseudoInputs("p_z", [(2, Support.Binary), (2, Support.Positive), (1, Support.Real), (3, Support.OneHot)], 7, Noise.FromSeed(1));
        Tensor[] rows = [tensor(new[] { 1f, float.NaN }).view(1, 2), tensor(new[] { 0f, float.NaN }).view(1, 2), tensor(new[] { float.NaN }).view(1, 1), full(1, 3, float.NaN)];
        pseudo.Start(rows, Noise.FromSeed(2));
        var inputs = pseudo.Inputs();
        Assert.All(inputs, input => Assert.True(input.isfinite().all().ToBoolean()));
        Assert.Equal(7, inputs[0].select(2, 0).flatten().data<float>().ToArray().Distinct().Count());
        Assert.InRange(inputs[0].select(2, 0).min().ToDouble(), 0.9, 1);
        Assert.InRange(inputs[0].select(2, 1).max().ToDouble(), 0, 0.1);
        Assert.InRange(inputs[1].select(2, 1).mean().ToDouble(), 0.8, 1.2);
        Assert.InRange(inputs[3].max().ToDouble(), 0.2, 0.5);
    }

    [Fact]
    public void What_was_loaded_or_converted_is_known_for_what_it_is()
    {
        using var scope = NewDisposeScope();
        (int, Support)[] parents = [(20, Support.Binary)];
        using var pseudo = new PseudoInputs("p_z", parents, 3, Noise.FromSeed(1));
        using var other = new PseudoInputs("p_z", parents, 3, Noise.FromSeed(2));
        Assert.True(((PseudoInputs)new PseudoInputs("p_z", parents, 3, Noise.FromSeed(3)).to(ScalarType.BFloat16)).AreNoise);
        pseudo.load_state_dict(other.state_dict());
        Assert.False(pseudo.AreNoise);
        var error = Assert.Throws<ArgumentException>(() => pseudo.Start([zeros(4, 19)], Noise.FromSeed(1)));
        Assert.Equal("p_z is to start at values of shapes [4, 19]; give 1, of shapes [rows, 20], with at least one row.", error.Message);
        Assert.Throws<ArgumentException>(() => pseudo.Start([zeros(0, 20)], Noise.FromSeed(1)));
        Assert.Throws<ArgumentException>(() => pseudo.Start([], Noise.FromSeed(1)));
    }

    [Fact]
    public void What_cannot_be_is_named()
    {
        Assert.Contains("is 0; it must be at least 1", Assert.Throws<ArgumentException>(
            () => new PseudoInputs("p_z", [(3, Support.Binary)], 0, Noise.FromSeed(1))).Message, StringComparison.Ordinal);
        Assert.Contains("p_z has 0 parents", Assert.Throws<ArgumentException>(
            () => new PseudoInputs("p_z", [], 5, Noise.FromSeed(1))).Message, StringComparison.Ordinal);
    }

    // At least 4000 independent normal values: a standard deviation further than 5.5% off is a false alarm of about 1e-6.
    [Theory, InlineData(1, 0.0), InlineData(3, 0.0), InlineData(1, 0.25), InlineData(3, 0.25)]
    public void Learned_parameters_start_apart_by_the_spread(int heads, double spread)
    {
        using var scope = NewDisposeScope();
        using var learned = new LearnedParameters("p_z", 4000, Noise.FromSeed(1), heads, spread);
        Assert.Equal([1, heads, 4000], learned.Raw().shape);
        Assert.Equal([1, 1, heads, 4000], learned.AllHeads().shape);
        var own = heads > 1 ? Initialisation.HeadSpread : 0;
        var expected = Math.Sqrt((spread * spread) + (own * own));
        Assert.InRange(learned.Raw().std().ToDouble(), 0.945 * expected, 1.055 * expected);
    }
}

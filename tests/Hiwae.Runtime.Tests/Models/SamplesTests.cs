namespace Hiwae.Runtime.Tests.Models;

/// <summary>K is chosen when a network is made: so many heads and learned weights there are.</summary>
public sealed partial class SamplesTests
{
    public static TheoryData<int> Samples => [1, 2, 3, 5, 10];

    [Theory, MemberData(nameof(Samples))]
    public void A_network_has_a_head_and_a_weight_for_each_proposal(int samples)
    {
        using var scope = NewDisposeScope();
        using var network = Learned3.CreateNetwork(Noise.FromSeed(1), samples);
        Assert.Equal(samples, network.Samples);
        var state = network.state_dict();
        Assert.Equal([samples * 4], state["q_z.head.bias"].shape);
        Assert.Equal([samples, 2], state["r_z0.raw"].shape);
        Assert.Equal([samples], state["pi.logits"].shape);

        var proposal = network.Propose(zeros(4, 3), samples, Noise.FromSeed(2));
        Assert.Equal([4, samples], proposal.LogWeights.shape);
        Assert.Equal(1, proposal.LogMixture!.exp().sum(-1).mean().ToDouble(), 5);
    }

    [Theory, MemberData(nameof(Samples))]
    public void It_takes_multiples_of_that_and_says_so_of_others(int samples)
    {
        using var scope = NewDisposeScope();
        using var network = Balance3.CreateNetwork(Noise.FromSeed(1), samples);
        Assert.Equal(samples, network.Heads);
        foreach (var draws in new[] { 1, 2, 3 })
        {
            var proposal = network.Propose(zeros(4, 3), draws * samples, Noise.FromSeed(2));
            Assert.Equal([4, draws * samples], proposal.LogWeights.shape);
            Assert.True(proposal.LogEstimate().isfinite().all().ToBoolean());
        }

        if (samples == 1)
            return;
        var error = Assert.Throws<ArgumentException>(() => network.Propose(zeros(4, 3), samples + 1, Noise.FromSeed(2)));
        Assert.Contains(
            FormattableString.Invariant($"balance3: samples is {samples + 1}, but the network was made with {samples} distinct heads, each of which draws as often as the others; take a multiple of {samples}, such as {samples} or {2 * samples}, "),
            error.Message,
            StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"make a network for {samples + 1} samples"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_heads_is_declared_or_asked_for()
    {
        using var declared = Heads2.CreateNetwork(Noise.FromSeed(1));
        Assert.Equal((6, 2), (declared.Samples, declared.Heads));
        using var more = Heads2.CreateNetwork(Noise.FromSeed(1), samples: 10);
        Assert.Equal((10, 2), (more.Samples, more.Heads));
        using var asked = Heads2.CreateNetwork(Noise.FromSeed(1), heads: 3);
        Assert.Equal((6, 3), (asked.Samples, asked.Heads));
        Assert.Equal([3 * 4], asked.state_dict()["q_z.head.bias"].shape);
        using var none = Exchangeable.CreateNetwork(Noise.FromSeed(1), samples: 4);
        Assert.Equal((4, 1), (none.Samples, none.Heads));
    }

    [Theory]
    [InlineData(7, null, "heads2: samples is 7, but there are 2 heads, each of which draws as often as the others; take a multiple of 2, such as 6 or 8, or another number of heads, such as 7.")]
    [InlineData(1, null, "heads2: samples is 1, but there are 2 heads, each of which draws as often as the others; take a multiple of 2, such as 2, or another number of heads, such as 1.")]
    [InlineData(6, 4, "heads2: samples is 6, but there are 4 heads, each of which draws as often as the others; take a multiple of 4, such as 4 or 8, or another number of heads, such as 6.")]
    [InlineData(6, 0, "heads2: heads is 0; it must be at least 1.")]
    public void Heads_and_samples_that_do_not_go_together_are_named(int samples, int? heads, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Heads2.CreateNetwork(Noise.FromSeed(1), samples, heads)).Message);

    [Fact]
    public void Heads_of_a_model_without_distinct_factors_are_refused() => Assert.Equal(
        "exchangeable: 2 heads are asked for, but no factor of it is distinct, so that all samples come from one; leave their number open, or declare Distinct = true on a Q.",
        Assert.Throws<ArgumentException>(() => Exchangeable.CreateNetwork(Noise.FromSeed(1), 4, 2)).Message);

    [Fact]
    public void It_is_the_network_of_the_model_that_is_declared_with_that_many()
    {
        using var scope = NewDisposeScope();
        using var made = Balance3.CreateNetwork(Noise.FromSeed(1), 5);
        using var declared = Balance5.CreateNetwork(Noise.FromSeed(1));
        var expected = declared.state_dict();
        Assert.Equal(expected.Keys, made.state_dict().Keys);
        Assert.All(made.state_dict(), pair => Assert.True(pair.Value.eq(expected[pair.Key]).all().ToBoolean(), pair.Key));
        var x = Noise.FromSeed(2).Normal(6, 3);
        var (one, other) = (made.Propose(x, 5, Noise.FromSeed(3)), declared.Propose(x, 5, Noise.FromSeed(3)));
        Assert.True(one.LogTerms().eq(other.LogTerms()).all().ToBoolean());
    }

    [Fact]
    public void What_belongs_to_no_proposal_is_called_with_any_number()
    {
        using var scope = NewDisposeScope();
        using var network = Exchangeable.CreateNetwork(Noise.FromSeed(1), 2);
        Assert.Equal(2, network.Samples);
        Assert.Equal([4, 7], network.Propose(zeros(4, 3), 7, Noise.FromSeed(2)).LogWeights.shape);
    }

    [Theory, InlineData(0), InlineData(-2)]
    public void It_is_positive(int samples)
    {
        var error = Assert.Throws<ArgumentException>(() => Balance3.CreateNetwork(Noise.FromSeed(1), samples));
        Assert.Contains(FormattableString.Invariant($"samples is {samples}; it must be at least 1"), error.Message, StringComparison.Ordinal);
        using var network = Exchangeable.CreateNetwork(Noise.FromSeed(1));
        Assert.Throws<ArgumentException>(() => network.Propose(zeros(4, 3), samples, Noise.FromSeed(2)));
    }

    /// <summary>Heads on a network and on learned parameters, and learned weights.</summary>
    [Model(Samples = 3, Weights = Weights.Learned, Gradient = Gradient.DoublyReparameterised)]
    private sealed partial record Learned3(
        [Shape(3), P<Normal>(nameof(Z))] Tensor X,
        [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
        [Shape(1), Q<Normal>(nameof(X)), R<Normal>(Learned = true, Distinct = true)] Tensor Z0);

    /// <summary>All proposals are compared at each sample.</summary>
    [Model(Samples = 3, Weights = Weights.Balance)]
    private sealed partial record Balance3(
        [Shape(3), P<Normal>(nameof(Z))] Tensor X,
        [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [4], Distinct = true)] Tensor Z,
        [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor Z0);

    /// <summary>The same with another number.</summary>
    [Model(Samples = 5, Weights = Weights.Balance)]
    private sealed partial record Balance5(
        [Shape(3), P<Normal>(nameof(Z))] Tensor X,
        [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [4], Distinct = true)] Tensor Z,
        [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor Z0);

    /// <summary>Two heads of three draws each.</summary>
    [Model(Samples = 6, Heads = 2, Weights = Weights.Balance)]
    private sealed partial record Heads2(
        [Shape(3), P<Normal>(nameof(Z))] Tensor X,
        [Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [4], Distinct = true)] Tensor Z);

    /// <summary>One proposal for all samples.</summary>
    [Model(Samples = 3)]
    private sealed partial record Exchangeable(
        [Shape(3), P<Normal>(nameof(Z))] Tensor X,
        [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);
}

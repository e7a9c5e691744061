using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

/// <summary>A flow has an inverse and the determinant of its own Jacobian, at every parameter, and starts as the identity.</summary>
public sealed class FlowTests
{
    private static readonly ImmutableArray<FlowLayer>[] Lists =
    [
        [new FlowLayer.Coupling([], Activation.Tanh)],
        [new FlowLayer.ActNorm()],
        [new FlowLayer.ActNorm(), new FlowLayer.Permute()],
        [new FlowLayer.Coupling([5], Activation.Elu), new FlowLayer.Permute(), new FlowLayer.Coupling([4, 3], Activation.Tanh), new FlowLayer.Permute(), new FlowLayer.ActNorm()],
    ];

    public static TheoryData<int, int> Cases
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var size in new[] { 2, 3, 6 })
            {
                for (var list = 0; list < Lists.Length; list++)
                    data.Add(list, size);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_inverse_takes_back_what_forward_does_and_its_determinant(int list, int size)
    {
        using var scope = NewDisposeScope();
        using var flow = Scattered(list, size);
        var u = Noise.FromSeed(3, dtype: ScalarType.Float64).Normal(4, 3, size) * 3;
        var (v, logDeterminant) = flow.Forward(u);
        var (back, logInverse) = flow.Inverse(v);

        Assert.True((back - u).abs().max().ToDouble() < 1e-11);
        Assert.True((logDeterminant + logInverse).abs().max().ToDouble() < 1e-11);
        Assert.True((v - u).abs().max().ToDouble() > 0.1);
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_determinant_is_that_of_the_Jacobian(int list, int size)
    {
        using var scope = NewDisposeScope();
        using var flow = Scattered(list, size);
        foreach (var inverse in new[] { false, true })
        {
            var u = Noise.FromSeed(5, dtype: ScalarType.Float64).Normal(1, 1, size).requires_grad_();
            var (v, logDeterminant) = inverse ? flow.Inverse(u) : flow.Forward(u);
            var rows = Enumerable.Range(0, size).Select(i => autograd.grad([v[0, 0, i]], [u], retain_graph: true)[0].flatten());
            var expected = linalg.slogdet(stack([.. rows], 0)).Item2.ToDouble();
            Assert.Equal(expected, logDeterminant.expand(1, 1)[0, 0].ToDouble(), 1e-10);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Gradients_are_finite_however_far_out(int list, int size)
    {
        using var scope = NewDisposeScope();
        using var flow = new Flow("flow", size, Lists[list], Noise.FromSeed(1));
        using (no_grad())
        {
            foreach (var parameter in flow.parameters())
                parameter.mul_(100).add_(30);
        }

        var u = (Noise.FromSeed(7).Normal(2, 3, size) * 1e4).requires_grad_();
        var (v, forward) = flow.Forward(u);
        var (w, backward) = flow.Inverse(u);
        (v.sum() + w.sum() + forward.sum() + backward.sum()).backward();
        Assert.All(flow.parameters().Select(parameter => parameter.grad!).Append(u.grad!), gradient => Assert.True(gradient.isfinite().all().ToBoolean()));
        Assert.True(forward.abs().max().ToDouble() <= (2 * size * Lists[list].Length) + 1e-3);
    }

    [Theory, MemberData(nameof(Cases))]
    public void It_starts_as_the_identity_but_for_the_order(int list, int size)
    {
        using var scope = NewDisposeScope();
        using var flow = new Flow("flow", size, Lists[list], Noise.FromSeed(1));
        var u = Noise.FromSeed(2).Normal(4, 3, size);
        var (v, logDeterminant) = flow.Forward(u);
        var reversals = Lists[list].Count(layer => layer is FlowLayer.Permute);
        Assert.True(v.equal(reversals % 2 == 0 ? u : u.flip(-1)).all().ToBoolean());
        Assert.Equal(0, logDeterminant.abs().max().ToDouble());
    }

    /// <summary>With a reversal between them two couplings change every value, the middle one of an odd number too.</summary>
    [Theory, InlineData(2), InlineData(3), InlineData(5)]
    public void Two_couplings_with_a_reversal_between_them_change_every_value(int size)
    {
        using var scope = NewDisposeScope();
        using var flow = new Flow("flow", size, [new FlowLayer.Coupling([4], Activation.Tanh), new FlowLayer.Permute(), new FlowLayer.Coupling([4], Activation.Tanh)], Noise.FromSeed(1));
        Scatter(flow);
        var u = Noise.FromSeed(2).Normal(1, 1, size);
        Assert.True((flow.Forward(u).Value.flip(-1) - u).abs().min().ToDouble() > 1e-6);
    }

    [Fact]
    public void A_draw_whose_point_is_another_tensor_has_the_gradient_of_each()
    {
        using var scope = NewDisposeScope();
        using var flow = Scattered(3, 3);
        var draw = Noise.FromSeed(2, dtype: ScalarType.Float64).Normal(2, 3, 3).requires_grad_();
        var leaf = draw.detach().requires_grad_();
        var (value, point, _) = flow.Draw(draw, leaf);
        Assert.True((value - point).abs().max().ToDouble() == 0);
        value.sum().backward();
        Assert.Null(leaf.grad);
        Assert.NotNull(draw.grad);
        var (own, same, _) = flow.Draw(draw, draw);
        Assert.Same(own, same);
    }

    [Fact]
    public void Too_few_values_are_refused_with_the_remedy()
    {
        var refused = Assert.Throws<ArgumentException>(() => new Flow("flow_q_z", 1, Lists[0], Noise.FromSeed(1)));
        Assert.Contains("layer0 is a coupling of 1 value, and needs at least 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("write ActNorm", refused.Message, StringComparison.Ordinal);
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => new Flow("flow_q_z", 2, [], Noise.FromSeed(1))).Message, StringComparison.Ordinal);
        using var flow = new Flow("flow_q_z", 2, Lists[0], Noise.FromSeed(1));
        Assert.Contains("takes values [batch, samples, 2]", Assert.Throws<ArgumentException>(() => flow.Forward(zeros(1, 1, 3))).Message, StringComparison.Ordinal);
    }

    private static Flow Scattered(int list, int size)
    {
        var flow = new Flow("flow", size, Lists[list], Noise.FromSeed(1, dtype: ScalarType.Float64));
        Scatter(flow);
        return flow;
    }

    private static void Scatter(Flow flow)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var (noise, type) = (0L, flow.parameters().First().dtype);
        foreach (var parameter in flow.parameters())
            parameter.add_(Noise.FromSeed(100 + noise++, dtype: type).Normal(parameter.shape) * 0.5);
    }
}

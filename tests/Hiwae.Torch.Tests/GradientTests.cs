using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Hiwae.Torch.Tests;

/// <summary>Gradients against central differences in double precision.</summary>
public class GradientTests
{
    private static Tensor Weights(long rows, long columns) => (arange(rows * columns, dtype: float64).view(rows, columns) + 1).sin();

    // Each takes a matrix of shape [3, 4] with elements in (0.2, 0.8), where all of them are smooth.
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Functions = new()
    {
        ["arithmetic"] = t => (t * t - 2 * t + 1.5 / t) / (t + 1),
        ["pow"] = t => t.pow(2.5) + t.pow(t),
        ["sqrt"] = t => t.sqrt() + t.rsqrt() + t.reciprocal() + t.square(),
        ["exp"] = t => t.exp() + t.expm1() + t.log() + t.log1p() + t.log2() + t.exp2(),
        ["sigmoid"] = t => t.sigmoid() * t.tanh() + t.log_sigmoid() + t.logit(),
        ["activations"] = t => (t - 0.5).softplus() + F.elu(t - 0.9, 1.3) + F.silu(t) + F.gelu(t) + F.leaky_relu(t - 0.9) + F.relu(t) + F.mish(t) + F.selu(t),
        ["trigonometry"] = t => t.sin() * t.cos() + t.tan() + t.asin() + t.acos() + t.atan() + t.sinh() + t.cosh() + t.atan2(t + 1),
        ["gamma"] = t => t.lgamma() + t.digamma() + t.erf() + t.erfc(),
        ["abs and clamp"] = t => (t - 0.9).abs() + t.clamp(0.1, 0.9) + t.clamp_min(0.95),
        ["maximum"] = t => maximum(t, 0.1 * t) + minimum(t, t + 1),
        ["logaddexp"] = t => t.logaddexp(1 - t),
        ["xlogy"] = t => t.xlogy(t + 1),
        ["lerp"] = t => t.lerp(t.exp(), t),
        ["addcmul"] = t => t.addcmul(t, t, 2) + t.addcdiv(t, t + 1, 0.5),
        ["sums"] = t => t.sum(0L) * t.mean([0]) + t.sum() + t.prod(0L) + t.cumsum(0).sum(0L),
        ["spread"] = t => t.var(0) + t.std(0, unbiased: false) + t.norm(0),
        ["extremes"] = t => t.max(1).values + t.amin(1) + t.amax(1) + t.min(1).values,
        ["logsumexp"] = t => t.logsumexp(1) + t.softmax(1).square().sum(1) + t.log_softmax(0).sum(1) + t.logcumsumexp(1).sum(1),
        ["products"] = t => t.matmul(Weights(4, 3)) + t.mm(t.t()) + F.linear(t, Weights(3, 4), ones(3, dtype: float64)),
        ["batched products"] = t => t.unsqueeze(0).bmm(t.t().unsqueeze(0)) + einsum("ij,kj->ik", t, t),
        ["vectors"] = t => t[0].dot(t[1]) + t[0].outer(t[1]).sum() + t.mv(t[2]).sum(),
        ["fused products"] = t => t.addmm(t, Weights(4, 4)),
        ["views"] = t => t.reshape(2, 6).sum(0L).sum() + t.view(-1) + t.flatten() + t.t().contiguous().view(12) + t.permute(1, 0).reshape(12),
        ["expansion"] = t => t.unsqueeze(0).expand(2, 3, 4).sum(0L) + t.repeat(2, 1).narrow(0, 1, 3) + t.repeat_interleave(2, 1).slice(1, 0, 8, 2),
        ["joins"] = t => cat([t, t * t], 1).sum(1) + stack([t, t.exp()]).prod(0L).sum(1),
        ["parts"] = t => t.chunk(2, 1)[0] * t.split(2, 1)[1] + t.select(1, 3).unsqueeze(1) + t.unbind(1)[0].unsqueeze(1),
        ["choices"] = t => t.gather(1, zeros(3, 1, dtype: int64)) + t.index_select(1, tensor([3L, 0L])) + t[TensorIndex.Colon, TensorIndex.Slice(1, 3)] + where(t > 0.5, t.exp(), t).narrow(1, 0, 2),
        ["masks"] = t => t.masked_fill(t > 0.5, 2) * t + t.tril() + t.triu(1) + t.flip(0) + t.roll(1, 0),
        ["diagonals"] = t => t.mm(t.t()).diagonal() + t.diagonal(),
        ["linear algebra"] = t => linalg.inv(Positive(t)).sum(0L) + linalg.slogdet(Positive(t)).Item2 + linalg.cholesky(Positive(t)).sum(0L) + linalg.solve(Positive(t), t).sum(1),
        ["cross entropy"] = t => F.binary_cross_entropy_with_logits(t, t.detach().round(), reduction: nn.Reduction.None) + F.mse_loss(t, zeros_like(t)) + F.binary_cross_entropy(t, t.detach().round()),
        ["normalisation"] = t => F.layer_norm(t, [4]) + F.normalize(t),
        ["convolution"] = t => F.conv2d(t.view(1, 1, 3, 4), Weights(2, 4).view(2, 1, 2, 2)).sum(1).flatten()
            + F.conv_transpose2d(t.view(1, 1, 3, 4), Weights(1, 4).view(1, 1, 2, 2), strides: [2, 2]).sum(),
        ["images"] = t => F.interpolate(t.view(1, 1, 3, 4), scale_factor: [2, 2]).flatten().narrow(0, 0, 12) + F.pad(t.view(1, 1, 3, 4), [1, 1, 1, 1]).sum()
            + F.max_pool2d(t.view(1, 1, 3, 4), 2).sum() + F.avg_pool2d(t.view(1, 1, 3, 4), 2).sum(),
    };

    private static Tensor Positive(Tensor t) => t.mm(t.t()) + 3 * eye(3, dtype: float64);

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_the_limit_of_differences(string name)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        var function = Functions[name];
        var input = (rand([3, 4], float64, generator: generator) * 0.6 + 0.2).requires_grad_();
        var output = function(input);
        var weights = (arange(output.numel(), dtype: float64).view(output.shape) + 1).cos();
        autograd.backward([output], [weights]);
        var gradient = input.grad!.data<double>().ToArray();
        using var quiet = no_grad();
        const double Step = 1e-6;
        for (var i = 0; i < 12; i++)
        {
            using var inner = NewDisposeScope();
            var shift = zeros(12, dtype: float64);
            shift[i] = tensor(Step);
            shift = shift.view(3, 4);
            var difference = ((function(input + shift) - function(input - shift)) * weights).sum().item<double>() / (2 * Step);
            Approximately.Equal(difference, gradient[i], 2e-7 * (1 + Math.Abs(difference)) * 20, $"{name}[{i}]");
        }
    }

    [Fact]
    public void Gradients_of_gradients_can_be_taken()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        var second = autograd.grad([first], [x])[0];
        Approximately.Equal(12, first.item<double>(), 1e-12);
        Approximately.Equal(12, second.item<double>(), 1e-12);
    }

    [Fact]
    public void Gradients_add_up_stop_and_are_dropped()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, requires_grad: true);
        (x * 3).backward();
        (x * 4).backward();
        Approximately.Equal(7, x.grad!.item<double>(), 1e-12);
        x.grad = null;
        Assert.Null(x.grad);
        (x.detach() * x).backward();
        Approximately.Equal(2, x.grad!.item<double>(), 1e-12);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
                Assert.True((x * 2).requires_grad);
        }
        Assert.True(is_grad_enabled());
        Assert.True(x.is_leaf);
        Assert.False((x * 2).is_leaf);
    }
}

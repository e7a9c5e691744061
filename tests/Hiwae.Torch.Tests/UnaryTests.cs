using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>Operators on single numbers against the same functions of <see cref="Math"/>.</summary>
public class UnaryTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Torch, Func<double, double> Plain, double Low, double High)> Functions = new()
    {
        ["neg"] = (t => -t, x => -x, -3, 3),
        ["abs"] = (t => t.abs(), Math.Abs, -3, 3),
        ["square"] = (t => t.square(), x => x * x, -3, 3),
        ["sqrt"] = (t => t.sqrt(), Math.Sqrt, 0, 9),
        ["rsqrt"] = (t => t.rsqrt(), x => 1 / Math.Sqrt(x), 0.1, 9),
        ["exp"] = (t => t.exp(), Math.Exp, -5, 5),
        ["expm1"] = (t => t.expm1(), x => Math.Exp(x) - 1, -5, 5),
        ["exp2"] = (t => exp2(t), x => Math.Pow(2, x), -5, 5),
        ["log"] = (t => t.log(), Math.Log, 0.01, 9),
        ["log2"] = (t => log2(t), Math.Log2, 0.01, 9),
        ["log10"] = (t => t.log10(), Math.Log10, 0.01, 9),
        ["log1p"] = (t => t.log1p(), x => Math.Log(1 + x), -0.9, 9),
        ["sigmoid"] = (t => t.sigmoid(), x => 1 / (1 + Math.Exp(-x)), -5, 5),
        ["log_sigmoid"] = (t => t.log_sigmoid(), x => -Math.Log(1 + Math.Exp(-x)), -5, 5),
        ["logsigmoid"] = (nn.functional.logsigmoid, x => -Math.Log(1 + Math.Exp(-x)), -5, 5),
        ["tanh"] = (t => t.tanh(), Math.Tanh, -5, 5),
        ["sin"] = (t => t.sin(), Math.Sin, -5, 5),
        ["cos"] = (t => t.cos(), Math.Cos, -5, 5),
        ["tan"] = (t => t.tan(), Math.Tan, -1, 1),
        ["asin"] = (t => t.asin(), Math.Asin, -1, 1),
        ["acos"] = (t => t.acos(), Math.Acos, -1, 1),
        ["atan"] = (t => t.atan(), Math.Atan, -5, 5),
        ["sinh"] = (t => t.sinh(), Math.Sinh, -3, 3),
        ["cosh"] = (t => t.cosh(), Math.Cosh, -3, 3),
        ["relu"] = (t => t.relu(), x => Math.Max(0, x), -3, 3),
        ["elu"] = (t => nn.functional.elu(t, 1.5), x => x > 0 ? x : 1.5 * (Math.Exp(x) - 1), -3, 3),
        ["leaky_relu"] = (t => nn.functional.leaky_relu(t, 0.1), x => x > 0 ? x : 0.1 * x, -3, 3),
        ["silu"] = (t => nn.functional.silu(t), x => x / (1 + Math.Exp(-x)), -3, 3),
        ["softplus"] = (t => t.softplus(), x => Math.Log(1 + Math.Exp(x)), -5, 5),
        ["softplus with beta"] = (t => nn.functional.softplus(t, 2, 20), x => Math.Log(1 + Math.Exp(2 * x)) / 2, -5, 5),
        ["floor"] = (t => t.floor(), Math.Floor, -5, 5),
        ["ceil"] = (t => t.ceil(), Math.Ceiling, -5, 5),
        ["round"] = (t => t.round(), x => Math.Round(x, MidpointRounding.ToEven), -5, 5),
        ["trunc"] = (t => t.trunc(), Math.Truncate, -5, 5),
        ["sign"] = (t => t.sign(), x => Math.Sign(x), -5, 5),
        ["reciprocal"] = (t => t.reciprocal(), x => 1 / x, 0.1, 5),
        ["pow 3"] = (t => t.pow(3), x => x * x * x, -3, 3),
        ["add"] = (t => 2 + t + 1.5, x => x + 3.5, -3, 3),
        ["subtract from"] = (t => 2.5 - t, x => 2.5 - x, -3, 3),
        ["divide into"] = (t => 2.0 / t, x => 2 / x, 0.1, 3),
        ["clamp"] = (t => t.clamp(-1, 2), x => Math.Clamp(x, -1, 2), -3, 3),
        ["clamp_min"] = (t => t.clamp_min(0.5), x => Math.Max(x, 0.5), -3, 3),
        ["logit"] = (t => t.logit(), x => Math.Log(x / (1 - x)), 0.01, 0.99),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_the_function_of_its_name(string name)
    {
        var (function, plain, low, high) = Functions[name];
        Arrays.Hold(low, high, numbers =>
        {
            using var scope = NewDisposeScope();
            var input = tensor(numbers.Values, numbers.Shape);
            var expected = numbers.Values.Select(plain).ToArray();
            Approximately.Equal(expected, function(input), 1e-12, name);
            Approximately.Equal(expected, function(input.@float()), 2e-5, name);
            Assert.Equal(numbers.Shape, function(input).shape);
            Assert.Equal(ScalarType.Float32, function(input.@float()).dtype);
        });
    }

    [Theory]
    [InlineData(1.0, 0.0, -0.5772156649015329, 0.8427007929497149)]
    [InlineData(0.5, 0.5723649429247001, -1.9635100260214235, 0.5204998778130465)]
    [InlineData(4.0, 1.791759469228055, 1.2561176684318004, 0.9999999845827421)]
    public void Special_functions_have_their_known_values(double x, double lgamma, double digamma, double erf)
    {
        using var scope = NewDisposeScope();
        var t = tensor(x);
        Approximately.Equal(lgamma, t.lgamma().item<double>(), 1e-12);
        Approximately.Equal(digamma, t.digamma().item<double>(), 1e-12);
        Approximately.Equal(erf, t.erf().item<double>(), 1e-12);
        Approximately.Equal(lgamma, special.gammaln(t).item<double>(), 1e-12);
    }

    [Fact]
    public void In_place_operators_return_the_tensor_itself()
    {
        using var scope = NewDisposeScope();
        var t = tensor([1.0, 4.0]);
        Assert.Same(t, t.add_(1).mul_(2.0).sub_(tensor(2.0)).div_(2).sqrt_());
        Approximately.Equal([1.0, 2.0], t, 1e-12);
        Assert.Same(t, t.fill_(3).exp_().clamp_(0, 2));
        Approximately.Equal([2.0, 2.0], t, 1e-12);
        t.zero_();
        Approximately.Equal([0.0, 0.0], t, 0);
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>Reductions over all elements and over one dimension.</summary>
public class ReductionTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> All, Func<Tensor, Tensor> Last, Func<double[], double> Plain)> Functions = new()
    {
        ["sum"] = (t => t.sum(), t => t.sum(-1), x => x.Sum()),
        ["mean"] = (t => t.mean(), t => t.mean([-1]), x => x.Average()),
        ["prod"] = (t => t.prod(), t => t.prod(-1), x => x.Aggregate(1.0, (a, b) => a * b)),
        ["max"] = (t => t.max(), t => t.max(-1).values, x => x.Max()),
        ["min"] = (t => t.min(), t => t.min(-1).values, x => x.Min()),
        ["amax"] = (t => t.flatten().amax(0), t => t.amax(-1), x => x.Max()),
        ["amin"] = (t => t.flatten().amin(0), t => t.amin(-1), x => x.Min()),
        ["argmax"] = (t => t.argmax(), t => t.argmax(-1), x => Array.IndexOf(x, x.Max())),
        ["argmin"] = (t => t.argmin(), t => t.argmin(-1), x => Array.IndexOf(x, x.Min())),
        ["logsumexp"] = (t => t.flatten().logsumexp(0), t => t.logsumexp(-1), x => Math.Log(x.Sum(Math.Exp))),
        ["var"] = (t => t.flatten().var(-1, unbiased: false), t => t.var(-1, unbiased: false), x => x.Average(v => v * v) - x.Average() * x.Average()),
        ["std"] = (t => t.std(unbiased: false), t => t.std(-1, unbiased: false), x => Math.Sqrt(Math.Max(0, x.Average(v => v * v) - x.Average() * x.Average()))),
        ["norm"] = (t => t.norm(), t => t.norm(-1), x => Math.Sqrt(x.Sum(v => v * v))),
        ["count"] = (t => (t > 0).sum(), t => (t > 0).sum(-1), x => x.Count(v => v > 0)),
        ["any"] = (t => (t > 0).any(), t => (t > 0).any(-1), x => x.Any(v => v > 0) ? 1 : 0),
        ["all"] = (t => (t > 0).all(), t => (t > 0).all(-1), x => x.All(v => v > 0) ? 1 : 0),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_reduces_everything_or_the_last_dimension(string name)
    {
        var (all, last, plain) = Functions[name];
        Arrays.Hold(-2, 2, numbers =>
        {
            using var scope = NewDisposeScope();
            var input = tensor(numbers.Values, numbers.Shape);
            Approximately.Equal([plain(numbers.Values)], all(input), 1e-6, name);
            Approximately.Equal([.. numbers.Values.Chunk((int)numbers.Shape[^1]).Select(plain)], last(input), 1e-6, name);
            Assert.Equal(numbers.Shape[..^1], last(input).shape);
        });
    }

    [Fact]
    public void Softmax_sums_to_one_and_its_logarithm_agrees() => Arrays.Hold(-50, 50, numbers =>
    {
        using var scope = NewDisposeScope();
        var input = tensor(numbers.Values, numbers.Shape);
        Approximately.Equal([.. numbers.Values.Chunk((int)numbers.Shape[^1]).Select(_ => 1.0)], input.softmax(-1).sum(-1), 1e-12);
        Approximately.Equal(input.log_softmax(-1).exp().data<double>().ToArray(), input.softmax(-1), 1e-12);
    });

    [Fact]
    public void Sorting_cumulating_and_choosing_agree()
    {
        using var scope = NewDisposeScope();
        var input = tensor([3.0, 1.0, 2.0]);
        Approximately.Equal([1.0, 2.0, 3.0], input.sort().Values, 0);
        Approximately.Equal([1.0, 2.0, 0.0], input.sort().Indices, 0);
        Approximately.Equal([3.0, 2.0], input.topk(2).values, 0);
        Approximately.Equal([3.0, 4.0, 6.0], input.cumsum(0), 0);
        Approximately.Equal([6.0], input.sum(0, keepdim: true), 0);
        Assert.Equal(ScalarType.Float64, tensor([1, 2]).sum(ScalarType.Float64).dtype);
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>Operators on two tensors, and how shapes are broadcast.</summary>
public class BinaryTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor, Tensor> Torch, Func<double, double, double> Plain)> Functions = new()
    {
        ["add"] = ((a, b) => a + b, (a, b) => a + b),
        ["add scaled"] = ((a, b) => a.add(b, alpha: 2.5), (a, b) => a + 2.5 * b),
        ["sub"] = ((a, b) => a - b, (a, b) => a - b),
        ["mul"] = ((a, b) => a * b, (a, b) => a * b),
        ["div"] = ((a, b) => a / b, (a, b) => a / b),
        ["floor division"] = ((a, b) => a.div(b, RoundingMode.floor), (a, b) => Math.Floor(a / b)),
        ["pow"] = ((a, b) => a.pow(b), Math.Pow),
        ["maximum"] = (maximum, Math.Max),
        ["minimum"] = (minimum, Math.Min),
        ["logaddexp"] = ((a, b) => a.logaddexp(b), (a, b) => Math.Log(Math.Exp(a) + Math.Exp(b))),
        ["atan2"] = ((a, b) => a.atan2(b), Math.Atan2),
        ["greater"] = ((a, b) => a > b, (a, b) => a > b ? 1 : 0),
        ["less or equal"] = ((a, b) => a.le(b), (a, b) => a <= b ? 1 : 0),
        ["equal"] = ((a, b) => a == b, (a, b) => a == b ? 1 : 0),
        ["not equal"] = ((a, b) => a != b, (a, b) => a != b ? 1 : 0),
        ["where"] = ((a, b) => where(a > b, a, b * 2), (a, b) => a > b ? a : b * 2),
        ["lerp"] = ((a, b) => a.lerp(b, tensor(0.25)), (a, b) => a + 0.25 * (b - a)),
        ["addcmul"] = ((a, b) => a.addcmul(a, b, 3), (a, b) => a + 3 * a * b),
        ["addcdiv"] = ((a, b) => a.addcdiv(a, b, 3), (a, b) => a + 3 * a / b),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_and_a_column_make_a_table(string name)
    {
        var (function, plain) = Functions[name];
        Arrays.Hold(0.25, 3, numbers =>
        {
            using var scope = NewDisposeScope();
            var values = numbers.Values;
            var column = tensor(values, [values.Length, 1]);
            var row = tensor([.. values.Reverse()], [1, values.Length]);
            var expected = values.SelectMany(a => values.Reverse().Select(b => plain(a, b))).ToArray();
            var table = function(column, row);
            Assert.Equal([values.Length, values.Length], table.shape);
            Approximately.Equal(expected, table, 1e-11, name);
        });
    }

    [Fact]
    public void Shapes_broadcast_from_the_right()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([2, 3, 4], (ones(2, 1, 4) + ones(3, 1)).shape);
        Assert.Equal([5, 2, 3], (ones(3) * ones(5, 2, 1)).shape);
        Assert.Equal([2, 3], broadcast_tensors(ones(3), ones(2, 1))[0].shape);
        Assert.Equal([4, 3], ones(3).expand(4, 3).shape);
    }

    [Fact]
    public void Matrix_products_are_sums_of_products() => Arrays.Hold(-2, 2, numbers =>
    {
        using var scope = NewDisposeScope();
        var n = numbers.Values.Length;
        var a = tensor(numbers.Values, [n, 1]).matmul(ones(1, 3, float64));
        var b = arange(3 * 2, dtype: float64).view(3, 2);
        var expected = numbers.Values.SelectMany(value => (double[])[value * (0 + 2 + 4), value * (1 + 3 + 5)]).ToArray();
        Approximately.Equal(expected, a.mm(b), 1e-12, "mm");
        Approximately.Equal(expected, a.matmul(b), 1e-12, "matmul");
        Approximately.Equal(expected, a.unsqueeze(0).bmm(b.unsqueeze(0)), 1e-12, "bmm");
        Approximately.Equal(expected, einsum("ij,jk->ik", a, b), 1e-12, "einsum");
        Approximately.Equal(expected, nn.functional.linear(a, b.t()), 1e-12, "linear");
        Approximately.Equal([.. expected.Select(x => x + 1)], ones(2, dtype: float64).addmm(a, b), 1e-12, "addmm");
        Approximately.Equal([numbers.Values.Sum(x => x * x)], a[TensorIndex.Colon, 0].dot(a[TensorIndex.Colon, 0]), 1e-11, "dot");
    });
}

using global::Onnx;
using Hiwae.Formulas;
using Hiwae.Onnx.Graphs;

namespace Hiwae.Onnx.Tests.Graphs;

/// <summary>Each function that formulas are made of, as nodes of a graph, against 64-bit numbers.</summary>
public sealed class OnnxRealTests
{
    private static readonly double[] Any = [-80, -20, -3.5, -2.5, -1.5, -1, -0.5, -0.25, -1e-3, -1e-7, 0, 1e-7, 1e-3, 0.3, 0.5, 0.75, 1, 1.5, 2.5, 3.5, 20, 80];

    private static readonly double[] Positive = [1e-6, 1e-3, 0.1, 0.5, 1, 1.5, 2, 5, 7.9, 8, 8.1, 30, 1000, 1e6];

    public static TheoryData<string> Names => [.. Enum.GetNames<RealFunction>().Except([nameof(RealFunction.Input), nameof(RealFunction.Constant)])];

    [Theory, MemberData(nameof(Names))]
    public void A_function_of_tensors_and_of_constants_is_that_of_numbers(string name)
    {
        var function = Enum.Parse<RealFunction>(name);
        var rows = Arguments(function).ToArray();
        var expected = rows.Select(row => RealFunctions.Of<Real64>(function, [.. row.Select(x => (Real64)(float)x)]).Value).ToArray();
        var found = Run(rows, numbers => RealFunctions.Of<OnnxReal>(function, numbers));
        foreach (var (row, right, is32) in rows.Zip(expected, found))
            Assert.True(Math.Abs(right - is32) <= 2e-6 * Math.Max(1, Math.Abs(right)) || right.Equals(is32), FormattableString.Invariant($"{name}({string.Join(", ", row)}) is {is32:g9} in place of {right:g9}."));

        // Of constants alone there is nothing to run.
        var constant = RealFunctions.Of<OnnxReal>(function, [.. rows[3].Select(x => OnnxReal.Constant((float)x))]);
        Assert.Equal(expected[3], Run(rows, _ => constant)[0], 1e-6 * Math.Max(1, Math.Abs(expected[3])));
    }

    [Fact]
    public void Small_arguments_keep_their_digits()
    {
        double[][] rows = [[1e-6], [-1e-6], [1e-3], [-3e-5]];
        foreach (var (row, found) in rows.Zip(Run(rows, x => OnnxReal.ExpM1(x[0]))))
            Assert.Equal(1, found / Real64.ExpM1((float)row[0]).Value, 1e-6);
        foreach (var (row, found) in rows.Zip(Run(rows, x => OnnxReal.Log1P(x[0]))))
            Assert.Equal(1, found / Real64.Log1P((float)row[0]).Value, 1e-6);
    }

    [Fact]
    public void Infinite_numbers_stay_what_they_are()
    {
        var up = double.PositiveInfinity;
        double[] Of(Func<OnnxReal, OnnxReal> function, params double[] x) => Run([.. x.Select(value => new[] { value })], numbers => function(numbers[0]));
        Assert.Equal([up, -1], Of(OnnxReal.ExpM1, up, -up));
        Assert.Equal([up, -up], Of(OnnxReal.Log1P, up, -1));
        Assert.Equal([up, 0], Of(OnnxReal.Softplus, up, -up));
        Assert.Equal([-up, up, 0], Run([[-up, -up], [up, up], [-up, 0]], x => OnnxReal.LogAddExp(x[0], x[1])));
    }

    private static IEnumerable<double[]> Arguments(RealFunction function) => function switch
    {
        RealFunction.Add or RealFunction.Subtract or RealFunction.Multiply or RealFunction.Max or RealFunction.Min or RealFunction.LogAddExp =>
            from left in Any from right in Any select new[] { left, right },
        RealFunction.Divide => from left in Any from right in Positive select new[] { left, right },
        RealFunction.IfLess => from left in Any from right in Any select new[] { left, right, 1, 2 },
        RealFunction.Log or RealFunction.Sqrt => Positive.Select(x => new[] { x }),
        RealFunction.StirlingRemainder or RealFunction.StirlingSlope => Positive.Where(x => x >= 0.1).Select(x => new[] { x }),
        RealFunction.Log1P => Any.Where(x => x > -1).Select(x => new[] { x }),
        _ => Any.Select(x => new[] { x }),
    };

    /// <summary>A formula of so many inputs, run at rows of these.</summary>
    private static double[] Run(double[][] rows, Func<OnnxReal[], OnnxReal> formula)
    {
        using var scope = NewDisposeScope();
        var graph = new GraphBuilder();
        string[] names = [.. rows[0].Select((_, i) => $"x{i}")];
        foreach (var name in names)
            graph.Input(new OnnxTensor(name, [], ""));
        OnnxReal[] numbers = [.. names.Select(name => new OnnxReal(graph, name))];
        graph.Output(new OnnxTensor("y", [], ""), "Identity", formula(numbers).NameIn(numbers[0]));
        graph.Graph.Name = "formula";
        var model = new ModelProto { IrVersion = 8, Graph = graph.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OnnxModel.OperatorSet });
        var inputs = names.Select((name, i) => (name, tensor(rows.Select(row => (float)row[i]).ToArray())));
        return [.. Runtime.Run(Google.Protobuf.MessageExtensions.ToByteArray(model), inputs)["y"].data<float>().Select(x => (double)x)];
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Runs one kernel on a block made by hand, forward and back, and compares with 64-bit numbers.</summary>
internal static unsafe class KernelHarness
{
    /// <summary>The widths of this machine, as data of a theory.</summary>
    public static TheoryData<string> Widths { get; } = [.. VectorWidths.Supported.Select(width => width.ToString())];

    public static void Check(string width, KernelCase given, KernelReference reference)
    {
        switch (Enum.Parse<VectorWidth>(width))
        {
            case VectorWidth.Bits128: Check<Lanes128>(given, reference); break;
            case VectorWidth.Bits256: Check<Lanes256>(given, reference); break;
            default: Check<Lanes512>(given, reference); break;
        }
    }

    private static void Check<V>(KernelCase given, KernelReference reference) where V : struct, ILanes<V>
    {
        var numbers = KernelNumbers.Random(given);
        var operation = given.Operation;
        var expected = reference.Forward(numbers);
        using var memory = new GuardedMemory();
        using var kernel = LayerKernels.Of<V>(operation, new(operation, 0, given.Adds, given.Wants));
        var block = Whole(memory, given, numbers, kernel);
        for (var part = 0; part < 3; part++)
            kernel.Prepare(block, part, 3);
        kernel.Forward(block);
        Near(expected, block.Of(operation.Output), "the output");
        block.SavedByOperation[0] = memory.Take((long)kernel.SavedFloats * block.RowsOf(operation.Output));
        block.HasBackward = true;
        kernel.Prepare(block, 0, 1);
        kernel.Forward(block);
        Near(expected, block.Of(operation.Output), "the output that backward follows");

        LeaveOut(memory, given, kernel, block);
        var random = new Random(given.Seed + 1);
        var g = expected.Select(_ => (double)(float)((2 * random.NextDouble()) - 1)).ToArray();
        block.Gradients[operation.Output.Id] = memory.Take(Floats(Kept(given, operation.Output, g)));
        ClearLeftOut(given, g);
        var before = given.Inputs.Where(given.IsWanted).ToDictionary(value => value, value => Prior(memory, given, kernel, block, value, random));
        kernel.Backward(block);
        memory.CheckGuards();
        foreach (var (value, prior) in before)
        {
            var slopes = Kept(given, value, reference.Backward(numbers, value, g));
            Near([.. slopes.Zip(prior, (slope, old) => slope + old)], block.Gradient(value), $"the gradient of input {operation.Inputs.IndexOf(value)}");
        }
    }

    // All rows, before forward.
    private static Block Whole(GuardedMemory memory, KernelCase given, KernelNumbers numbers, Kernel kernel)
    {
        var rows = given.Plates.Rows;
        var pointers = 2 * (given.Operation.Output.Id + 1);
        float** values = (float**)memory.Take(2 * pointers), gradients = (float**)memory.Take(2 * pointers), saved = (float**)memory.Take(2);
        new Span<nint>(values, pointers).Clear();
        new Span<nint>(gradients, pointers).Clear();
        saved[0] = null;
        var block = new Block { Values = values, Gradients = gradients, SavedByOperation = saved, Rows = rows, Samples = given.Plates.Samples, IsWhole = true };
        foreach (var value in given.Inputs)
            values[value.Id] = memory.Take(Floats(numbers.All(value)));
        values[given.Operation.Output.Id] = memory.Take((long)given.Plates.RowsOf(given.Operation.Output) * given.Operation.Output.Columns);
        block.Scratch = memory.Take(kernel.ScratchFloats(rows));
        Point(memory, given, block, [.. Enumerable.Range(0, rows.Sample)]);
        return block;
    }

    private static void Point(GuardedMemory memory, KernelCase given, Block block, ImmutableArray<int> samples)
    {
        var (_, groups, each, _) = given.Plates;
        block.GroupDatum = memory.Take([.. Enumerable.Range(0, given.Plates.Rows.Group).Select(group => group / groups)]);
        block.SampleDatum = memory.Take([.. samples.Select(row => row / (groups * each))]);
        block.SampleGroup = memory.Take([.. samples.Select(row => row / each)]);
        block.Head = memory.Take([.. samples.Select(row => row % each % given.Plates.Heads)]);
    }

    // What backward does not say that it reads is not there any more; the rest moves together.
    private static void LeaveOut(GuardedMemory memory, KernelCase given, Kernel kernel, Block block)
    {
        foreach (var value in given.Inputs.Append(given.Operation.Output))
        {
            var count = given.Plates.RowsOf(value) * value.Columns;
            var numbers = new ReadOnlySpan<float>(block.Of(value), count).ToArray();
            block.Values[value.Id] = kernel.ReadBack.Any(read => read.Id == value.Id) ? memory.Take(Kept(given, value, numbers)) : memory.Take((long)count);
        }
        var saved = new ReadOnlySpan<float>(block.SavedByOperation[0], kernel.SavedFloats * block.RowsOf(given.Operation.Output)).ToArray();
        block.SavedByOperation[0] = memory.Take(Kept(given, given.Operation.Output with { Columns = kernel.SavedFloats }, saved));
        block.Rows = block.Rows with { Sample = given.Plates.Kept.Length };
        block.IsWhole = given.Plates.IsWhole;
        block.Scratch = memory.Take(kernel.ScratchFloats(given.Plates.Rows));
        Point(memory, given, block, given.Plates.Kept);
    }

    // The gradient of an input as backward finds it.
    private static double[] Prior(GuardedMemory memory, KernelCase given, Kernel kernel, Block block, Value value, Random random)
    {
        var size = given.Plates.RowsOf(value) * value.Columns;
        double[] prior = [.. Kept(given, value, [.. Enumerable.Range(0, size).Select(_ => given.IsAddedTo(value) ? (double)random.NextSingle() : 0)])];
        block.Gradients[value.Id] = given.IsAddedTo(value) ? memory.Take(Floats(prior))
            : given.InPlace && kernel.InPlace?.Id == value.Id ? block.Of(value)
            : memory.Take((long)prior.Length);
        return prior;
    }

    private static T[] Kept<T>(KernelCase given, Value value, T[] numbers) => value.Level == Level.Sample
        ? [.. given.Plates.Kept.SelectMany(row => numbers.Skip(row * value.Columns).Take(value.Columns))]
        : numbers;

    private static void ClearLeftOut(KernelCase given, double[] g)
    {
        var output = given.Operation.Output;
        for (var r = 0; output.Level == Level.Sample && r < given.Plates.Rows.Sample; r++)
            if (!given.Plates.Kept.Contains(r))
                g.AsSpan(r * output.Columns, output.Columns).Clear();
    }

    private static float[] Floats(double[] numbers) => [.. numbers.Select(number => (float)number)];

    private static void Near(double[] expected, float* actual, string what)
    {
        var tolerance = 1e-5 * (1 + expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max());
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                double.IsNaN(expected[i]) || Math.Abs(expected[i] - actual[i]) <= tolerance,
                $"Of {what}, number {i} of {expected.Length} is {actual[i]} and should be {expected[i]}.");
    }
}

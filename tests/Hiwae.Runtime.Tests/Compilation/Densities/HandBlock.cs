using System.Collections.Immutable;
using Hiwae.Compilation.Kernels;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>A block made by hand for a run of one kernel. What a kernel may not rely on is not a number.</summary>
internal sealed unsafe class HandBlock : IDisposable
{
    private readonly GuardedMemory memory = new();
    private readonly KernelRun run;
    private readonly Kernel kernel;
    private readonly Block block;
    private readonly Value[] values;

    public HandBlock(KernelRun run, Kernel kernel)
    {
        (this.run, this.kernel) = (run, kernel);
        var (operation, plates) = (run.Operation, run.Plates);
        values = [.. operation.Inputs.OfType<Value>().Append(operation.Output).DistinctBy(value => value.Id).OrderBy(value => value.Id)];
        Assert.Equal(Enumerable.Range(0, run.Numbers.Length), values.Select(value => value.Id));
        var pointers = (float**)memory.Take(4L * values.Length + 2);
        block = new()
        {
            Values = pointers,
            Gradients = pointers + values.Length,
            SavedByOperation = pointers + (2 * values.Length),
            Scratch = memory.Take(kernel.ScratchFloats(plates.Rows)),
            Rows = plates.Rows,
            Samples = plates.Samples,
            IsWhole = true,
            HasBackward = run.Wants.Any(wanted => wanted),
            Scale = run.Scale,
            Temperature = run.Temperature,
            Alpha = run.Alpha,
            Weights = run.Weights is { } weights ? memory.Take(weights) : memory.Take((long)plates.Rows.Sample),
        };
        Point([.. Enumerable.Range(0, plates.Rows.Sample)]);
        foreach (var value in values)
        {
            block.Values[value.Id] = run.Numbers[value.Id] is { } numbers ? memory.Take(numbers) : memory.Take((long)Size(value));
            block.Gradients[value.Id] = null;
        }

        block.SavedByOperation[0] = memory.Take((long)kernel.SavedFloats * plates.RowsOf(operation.Output));
    }

    public float[] Output => Copy(block.Of(run.Operation.Output), Size(run.Operation.Output));

    public float[] Weights => Copy(block.Weights, block.Rows.Sample);

    public void Forward()
    {
        kernel.Prepare(block, 0, 1);
        kernel.Forward(block);
        memory.CheckGuards();
    }

    /// <summary>Moves the rows of samples together that go back, and takes away what backward does not say that it reads.</summary>
    public void LeaveOut()
    {
        var (output, kept) = (run.Operation.Output, run.Plates.Kept);
        foreach (var value in values)
        {
            var isRead = kernel.ReadBack.Contains(value);
            var all = Copy(block.Of(value), Size(value));
            block.Values[value.Id] = isRead ? memory.Take(Kept(value, all)) : memory.Take((long)Kept(value, all).Length);
        }

        var saved = output with { Columns = kernel.SavedFloats };
        block.SavedByOperation[0] = memory.Take(Kept(saved, Copy(block.SavedByOperation[0], Size(saved))));
        block.Weights = memory.Take([.. kept.Select(row => Weights[row])]);
        block.Scratch = memory.Take(kernel.ScratchFloats(run.Plates.Rows));
        block.Rows = run.Plates.Rows with { Sample = kept.Length };
        block.IsWhole = run.Plates.IsWhole;
        Point(kept);
    }

    /// <summary>By place the gradients of all rows, those that were left out as before; null where none is wanted.</summary>
    public float[]?[] Backward()
    {
        var output = run.Operation.Output;
        block.Gradients[output.Id] = memory.Take(Kept(output, run.OutputGradient));
        foreach (var value in values.Where(value => run.Wants[value.Id]))
        {
            var before = run.Before[value.Id];
            block.Gradients[value.Id] = before is not null ? memory.Take(Kept(value, before))
                : run.InPlace && kernel.InPlace == value ? block.Of(value)
                : memory.Take((long)block.RowsOf(value) * value.Columns);
        }

        kernel.Backward(block);
        memory.CheckGuards();
        return [.. values.Select(value => run.Wants[value.Id] ? Expanded(value) : null)];
    }

    public void Dispose() => memory.Dispose();

    private int Size(Value value) => run.Plates.RowsOf(value) * value.Columns;

    private static float[] Copy(float* from, int count) => new Span<float>(from, count).ToArray();

    private float[] Kept(Value value, float[] all) => value.Level == Level.Sample
        ? [.. run.Plates.Kept.SelectMany(row => all.AsSpan(row * value.Columns, value.Columns).ToArray())]
        : all;

    private float[] Expanded(Value value)
    {
        var found = Copy(block.Gradient(value), block.RowsOf(value) * value.Columns);
        if (value.Level != Level.Sample)
            return found;
        var all = run.Before[value.Id] is { } before ? [.. before] : new float[Size(value)];
        foreach (var (place, row) in run.Plates.Kept.Index())
            found.AsSpan(place * value.Columns, value.Columns).CopyTo(all.AsSpan(row * value.Columns));
        return all;
    }

    private void Point(ImmutableArray<int> samples)
    {
        var (_, groups, each, _) = run.Plates;
        block.GroupDatum = memory.Take([.. Enumerable.Range(0, run.Plates.Rows.Group).Select(group => group / groups)]);
        block.SampleDatum = memory.Take([.. samples.Select(row => row / (groups * each))]);
        block.SampleGroup = memory.Take([.. samples.Select(row => row / each)]);
        block.Head = memory.Take([.. samples.Select(row => row % each % run.Plates.Heads)]);
    }
}

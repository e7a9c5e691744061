using Hiwae.Compilation.Kernels;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>A block made by hand for one kernel. What a kernel may not rely on is not a number.</summary>
internal sealed unsafe class HandBlock : IDisposable
{
    private readonly List<GuardedFloats> memory = [];
    private readonly KernelRun run;
    private readonly Kernel kernel;
    private readonly Block block;
    private readonly Value[] values;
    private readonly GuardedFloats[] numbers;
    private readonly GuardedFloats saved, scratch, weights;
    private int[] kept;

    public HandBlock(KernelRun run, Kernel kernel)
    {
        (this.run, this.kernel) = (run, kernel);
        var (operation, plates) = (run.Operation, run.Plates);
        values = [.. operation.Inputs.OfType<Value>().Append(operation.Output).DistinctBy(value => value.Id).OrderBy(value => value.Id)];
        Assert.Equal(Enumerable.Range(0, run.Numbers.Length), values.Select(value => value.Id));
        Rows most = new(plates.RowsOf(Level.Datum), plates.RowsOf(Level.Group), plates.RowsOf(Level.Sample));
        kept = [.. Enumerable.Range(0, most.Sample)];

        numbers = [.. values.Select(value => New(plates.RowsOf(value) * value.Columns))];
        foreach (var value in values)
            run.Numbers[value.Id]?.CopyTo(numbers[value.Id].Span);
        saved = New(kernel.SavedFloats * plates.RowsOf(operation.Output));
        scratch = New((int)kernel.ScratchFloats(most));
        weights = New(most.Sample);
        run.Weights?.CopyTo(weights.Span);

        var pointers = (float**)New(2 * ((2 * values.Length) + 1)).At;
        block = new()
        {
            Values = pointers,
            Gradients = pointers + values.Length,
            SavedByOperation = pointers + (2 * values.Length),
            Scratch = scratch.At,
            Rows = most,
            GroupDatum = Indices(Enumerable.Range(0, most.Group).Select(row => row / plates.Groups)),
            SampleDatum = Indices(kept.Select(row => row / (plates.Groups * plates.Samples))),
            SampleGroup = Indices(kept.Select(row => row / plates.Samples)),
            Head = Indices(kept.Select(row => row % plates.Samples)),
            Samples = plates.Samples,
            IsWhole = true,
            HasBackward = run.Wants.Any(wanted => wanted),
            Scale = run.Scale,
            Temperature = run.Temperature,
            Weights = weights.At,
        };
        foreach (var value in values)
        {
            block.Values[value.Id] = numbers[value.Id].At;
            block.Gradients[value.Id] = null;
        }

        block.SavedByOperation[0] = saved.At;
    }

    public float[] Output => numbers[run.Operation.Output.Id].Span.ToArray();

    public float[] Weights => weights.Span.ToArray();

    public void Forward()
    {
        kernel.Prepare(block, 0, 1);
        kernel.Forward(block);
        Check();
    }

    /// <summary>Moves the rows of samples together that go back.</summary>
    public void LeaveOut()
    {
        var all = kept;
        kept = [.. all.Where(row => run.Kept?[row] ?? true)];
        foreach (var value in values.Where(value => value.Level == Level.Sample))
            Move(numbers[value.Id], value.Columns);
        if (run.Operation.Output.Level == Level.Sample)
            Move(saved, kernel.SavedFloats);
        Move(weights, 1);
        var plates = run.Plates;
        block.SampleDatum = Indices(kept.Select(row => row / (plates.Groups * plates.Samples)));
        block.SampleGroup = Indices(kept.Select(row => row / plates.Samples));
        block.Head = Indices(kept.Select(row => row % plates.Samples));
        block.Rows = block.Rows with { Sample = kept.Length };
        block.IsWhole = kept.Length == all.Length;
    }

    /// <summary>By place the gradients of all rows; null where none is wanted.</summary>
    public float[]?[] Backward()
    {
        foreach (var value in values.Where(value => !kernel.ReadBack.Contains(value)))
            numbers[value.Id].Span.Fill(float.NaN);
        scratch.Span.Fill(float.NaN);

        var gradients = new GuardedFloats?[values.Length];
        foreach (var value in values)
        {
            var isOutput = value.Id == run.Operation.Output.Id;
            if (!isOutput && !run.Wants[value.Id])
                continue;
            var before = isOutput ? run.OutputGradient : run.Before[value.Id];
            gradients[value.Id] = run.InPlace && before is null && kernel.InPlace == value ? numbers[value.Id] : New(RowsOf(value).Length * value.Columns);
            if (before is not null)
                Copy(before, value.Columns, RowsOf(value), gradients[value.Id]!.Span);
            block.Gradients[value.Id] = gradients[value.Id]!.At;
        }

        kernel.Backward(block);
        Check();
        return [.. values.Select(value => value.Id == run.Operation.Output.Id ? null : Expanded(gradients[value.Id], value))];
    }

    public void Dispose() => memory.ForEach(floats => floats.Dispose());

    private float[]? Expanded(GuardedFloats? gradient, Value value)
    {
        if (gradient is null)
            return null;
        var (rows, columns) = (RowsOf(value), value.Columns);
        var result = run.Before[value.Id] is { } before ? [.. before] : new float[run.Plates.RowsOf(value) * columns];
        for (var r = 0; r < rows.Length; r++)
            gradient.Span.Slice(r * columns, columns).CopyTo(result.AsSpan(rows[r] * columns));
        return result;
    }

    // By row of a value in the block: its row among all.
    private int[] RowsOf(Value value) => value.Level == Level.Sample ? kept : [.. Enumerable.Range(0, run.Plates.RowsOf(value))];

    private static void Copy(float[] from, int columns, int[] rows, Span<float> to)
    {
        for (var r = 0; r < rows.Length; r++)
            from.AsSpan(rows[r] * columns, columns).CopyTo(to[(r * columns)..]);
    }

    private void Move(GuardedFloats floats, int columns)
    {
        var before = floats.Span.ToArray();
        floats.Span.Fill(float.NaN);
        Copy(before, columns, kept, floats.Span);
    }

    private GuardedFloats New(int count)
    {
        memory.Add(new(count, float.NaN));
        return memory[^1];
    }

    private int* Indices(IEnumerable<int> of)
    {
        int[] all = [.. of];
        var floats = New(all.Length);
        all.CopyTo(new Span<int>(floats.At, all.Length));
        return (int*)floats.At;
    }

    private void Check() => memory.ForEach(floats => floats.Check());
}

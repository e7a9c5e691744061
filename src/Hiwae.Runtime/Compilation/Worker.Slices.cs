using Hiwae.Compilation.Kernels;

namespace Hiwae.Compilation;

// The way through slices of the proposals of a group.
internal sealed partial class Worker
{
    private StreamedSum[] sumsOfRows = [];
    private float[] highest = [];
    private (int From, int To) slices;
    private SlicePass pass;

    /// <summary>The sum over this worker's slices of a group; where passes are apart, by row of groups.</summary>
    public StreamedSum SumOf(int row) => sumsOfRows[row];

    /// <summary>Says what the sum over all slices of a group is.</summary>
    public void SetSum(int row, StreamedSum sum) => sumsOfRows[row].Become(sum);

    /// <summary>Says which slices are this worker's, and what it does with them.</summary>
    /// <param name="from">The first slice.</param>
    /// <param name="to">The one behind the last.</param>
    /// <param name="does">The pass.</param>
    public void Take(int from, int to, SlicePass does)
    {
        (slices, pass) = ((from, to), does);
        var rows = does == SlicePass.Both ? 1 : run.Batch * run.Groups;
        if (does == SlicePass.Gradients)
            return;
        if (sumsOfRows.Length != rows)
            sumsOfRows = [.. Enumerable.Range(0, rows).Select(_ => new StreamedSum())];
        foreach (var sum in sumsOfRows)
            sum.Clear();
        if (highest.Length != rows * (to - from))
            highest = new float[rows * (to - from)];
    }

    /// <summary>All groups of one datum.</summary>
    private void GoSlices(int datum)
    {
        for (var g = 0; g < run.Groups; g++)
        {
            var row = (datum * run.Groups) + g;
            var place = pass == SlicePass.Both ? 0 : row;
            if (pass != SlicePass.Gradients)
                Sum(datum, row, place);
            if (pass == SlicePass.Both)
                Write(row, sumsOfRows[place]);
            if (run.HasBackward && pass != SlicePass.Sums)
                Differentiate(datum, row, place);
        }
    }

    /// <summary>Writes the estimate of a group.</summary>
    private unsafe void Write(int row, StreamedSum sum) => run.Estimates[row] = sum.Log / (1f - run.Alpha);

    private void Sum(int datum, int row, int place)
    {
        var sum = sumsOfRows[place];
        sum.Clear();
        (block.Streamed, block.HasBackward) = (sum, false);
        for (var s = slices.From; s < slices.To && !IsStopped; s++)
        {
            Point(new(1, 1, Begin(row, s), schedule.States));
            Forward(schedule.Body, datum);
            highest[(place * (slices.To - slices.From)) + s - slices.From] = sum.Highest;
            run.Watch?.Advance(block.Rows.Sample);
        }

        block.HasBackward = run.HasBackward;
    }

    /// <summary>The gradient of what each slice adds, with the same draws as before. A slice in which no weight counts adds nothing.</summary>
    private void Differentiate(int datum, int row, int place)
    {
        var sum = sumsOfRows[place];
        var least = MathF.Log(BlockRows.Negligible(run.AllSamples)) + sum.Base + sum.LogSum;
        block.Streamed = sum;
        for (var s = slices.From; s < slices.To && !IsStopped; s++)
        {
            var count = Begin(row, s);
            run.Watch?.Advance(count);
            if (highest[(place * (slices.To - slices.From)) + s - slices.From] < least)
                continue;
            Point(new(1, 1, count, schedule.States));
            Forward(schedule.Body, datum);
            LeaveOut();
            if (block.Rows.Sample == 0)
                continue;
            Zero(schedule.ZeroedBody);
            Backward(schedule.Body);
        }
    }

    /// <summary>Begins a slice of a group; the number of its proposals.</summary>
    private int Begin(int row, int slice)
    {
        var first = run.Slices.First(slice);
        (groupRow, sampleRow) = (row, ((long)row * run.Samples) + first);
        return run.Slices.First(slice + 1) - first;
    }
}

using Hiwae.Compilation.Kernels;

namespace Hiwae.Compilation;

// The sizes of runs, and those in which threads share the slices of every group.
internal sealed unsafe partial class Executor
{
    /// <summary>Bytes of all threads' memory in a step.</summary>
    /// <param name="batch">The number of data.</param>
    /// <param name="parts">The number of threads.</param>
    /// <param name="slices">The slices of the proposals of a datum.</param>
    public long Bytes(int batch, int parts, Slices slices)
    {
        var layout = LayoutOf(SizeOf(batch, parts, 1, slices, hasBackward: true, slices.Count > 1));
        return parts * sizeof(float) * (layout.Datum.Floats + layout.Body.Floats + layout.ScratchFloats + once.GradientFloats);
    }

    private static RunSize SizeOf(int batch, int parts, int groups, Slices slices, bool hasBackward, bool isSliced)
    {
        var share = parts > batch ? batch : (batch + parts - 1) / parts;
        return isSliced ? new(hasBackward, share, 1, slices.Largest, IsSliced: true) : new(hasBackward, share, groups, slices.Samples);
    }

    /// <summary>
    /// First the sums, then the gradient: where others have some of the proposals, and where there are fewer data than threads, each of which then has some slices of every group.
    /// </summary>
    private void GoApart(Run run)
    {
        void Go(SlicePass pass)
        {
            if (run.SharesSlices)
                Each(
                    run,
                    part => workers[part].Take((int)((long)run.Slices.Count * part / run.Parts), (int)((long)run.Slices.Count * (part + 1) / run.Parts), pass),
                    part => workers[part].Go(0, run.Batch));
            else
                Each(run, part => workers[part].Take(0, run.Slices.Count, pass), part => workers[part].Go(First(run, part), First(run, part + 1)));
        }

        Go(SlicePass.Sums);
        var sums = new StreamedSum[run.Batch * run.Groups];
        for (var row = 0; row < sums.Length; row++)
        {
            sums[row] = new StreamedSum();
            for (var part = 0; part < run.Parts; part++)
                sums[row].Add(workers[part].SumOf(row));
        }

        if (run.AddOthers is { } addOthers)
        {
            double[] logarithms = [.. sums.Select(sum => sum.Base + Math.Log(sum.Sum))];
            addOthers(logarithms);
            for (var row = 0; row < sums.Length; row++)
                sums[row].Become(logarithms[row]);
        }

        for (var row = 0; row < sums.Length; row++)
        {
            for (var part = 0; part < run.Parts; part++)
                workers[part].SetSum(row, sums[row]);
            run.Estimates[row] = sums[row].Log / (1f - run.Alpha);
        }

        if (run.HasBackward && run.Watch is not { IsStopped: true })
            Go(SlicePass.Gradients);
    }

    private static void Each(Run run, Action<int> take, Action<int> go) => ThreadTeam.Shared.Run(run.Parts, part =>
    {
        take(part);
        go(part);
    });
}

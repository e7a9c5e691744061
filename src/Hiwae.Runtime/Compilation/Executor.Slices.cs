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
        var layout = LayoutOf(SizeOf(batch, parts, 1, slices, hasBackward: true));
        return parts * sizeof(float) * (layout.Datum.Floats + layout.Body.Floats + layout.ScratchFloats + once.GradientFloats);
    }

    private static RunSize SizeOf(int batch, int parts, int groups, Slices slices, bool hasBackward)
    {
        var share = parts > batch ? batch : (batch + parts - 1) / parts;
        return slices.Count > 1 ? new(hasBackward, share, 1, slices.Largest, IsSliced: true) : new(hasBackward, share, groups, slices.Samples);
    }

    /// <summary>Fewer data than threads: each thread has some slices of every group, first for the sums, then for the gradient.</summary>
    private void GoShared(Run run)
    {
        void Go(SlicePass pass) => Each(
            run,
            part => workers[part].Take((int)((long)run.Slices.Count * part / run.Parts), (int)((long)run.Slices.Count * (part + 1) / run.Parts), pass),
            part => workers[part].Go(0, run.Batch));
        Go(SlicePass.Sums);
        for (var row = 0; row < run.Batch * run.Groups; row++)
        {
            var sum = new StreamedSum();
            for (var part = 0; part < run.Parts; part++)
                sum.Add(workers[part].SumOf(row));
            for (var part = 0; part < run.Parts; part++)
                workers[part].SetSum(row, sum);
            run.Estimates[row] = sum.Log / (1f - run.Alpha);
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

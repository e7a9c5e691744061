using System.Diagnostics;
using Hiwae.Compilation.Kernels;
using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>One thread's part of a run, on memory that is kept from run to run.</summary>
/// <param name="schedule">The phases.</param>
/// <param name="kernels">By operation.</param>
/// <param name="once">The memory that all threads share.</param>
internal sealed unsafe partial class Worker(Schedule schedule, ImmutableArray<Kernel> kernels, OnceMemory once) : IDisposable
{
    private readonly Memory arena = new();
    private readonly Memory scratch = new();
    private readonly Memory weights = new();
    private readonly Memory shares = new();
    private readonly Memory sums = new();
    private readonly PointerTable values = new(schedule.Program.Values.Length);
    private readonly PointerTable gradients = new(schedule.Program.Values.Length);
    private readonly PointerTable saved = new(kernels.Length);
    private readonly BlockRows rows = new();
    private readonly bool[] areBlank = new bool[schedule.WeightRanges.All.Length];
    private readonly ImmutableArray<Value> constants = [.. schedule.Program.Values.Where(origin => origin.Source is ValueSource.Constant).Select(origin => origin.Value)];
    private Block block = null!;
    private Layout layout = null!;
    private Run run = null!;
    private long groupRow;
    private long sampleRow;
    private bool isTimed;

    /// <summary>By operation: ticks of forward and backward.</summary>
    public long[] ForwardTicks { get; } = new long[kernels.Length];

    /// <inheritdoc cref="ForwardTicks"/>
    public long[] BackwardTicks { get; } = new long[kernels.Length];

    /// <summary>The timestamp at which its part was done, where it is timed.</summary>
    public long Finished { get; private set; }

    /// <summary>This thread's share of the gradient of a value of <see cref="Level.Once"/>.</summary>
    public float* Gradient(Value value) => gradients[value.Id];

    /// <summary>Computes what depends on parameters alone, for all threads.</summary>
    public void ForwardOnce()
    {
        foreach (var i in schedule.Once)
            saved[i] = once.Saved(i);
        Forward(schedule.Once, 0);
    }

    /// <summary>This thread's part of what kernels make of parameters for all threads.</summary>
    public void PrepareKernels(int part)
    {
        foreach (var i in schedule.Datum)
            kernels[i].Prepare(block, part, run.Parts);
        foreach (var i in schedule.Body)
            kernels[i].Prepare(block, part, run.Parts);
    }

    /// <summary>The data from one on up to another.</summary>
    public void Go(int from, int to)
    {
        var data = to - from;
        var superblocks = (data + layout.Superblock - 1) / layout.Superblock;
        for (var s = 0; s < superblocks; s++)
        {
            var start = (int)((long)data * s / superblocks);
            GoSuperblock(from + start, (int)((long)data * (s + 1) / superblocks) - start);
        }

        if (pass != SlicePass.Sums)
            ClearBlanks();
        if (isTimed)
            Finished = Stopwatch.GetTimestamp();
    }

    private bool IsStopped => run.Watch is { IsStopped: true };

    /// <inheritdoc/>
    public void Dispose()
    {
        arena.Dispose();
        scratch.Dispose();
        weights.Dispose();
        shares.Dispose();
        sums.Dispose();
        values.Dispose();
        gradients.Dispose();
        saved.Dispose();
        rows.Dispose();
    }

    private void GoSuperblock(int from, int data)
    {
        block.Rows = new(data, 0, 0, 0);
        PointData(from, 0);
        foreach (var i in schedule.Datum)
            saved[i] = Place(layout.Datum.Saved[i], arena.Start);
        Forward(schedule.Datum, from);
        if (block.HasBackward)
            Zero(schedule.ZeroedDatum);

        var blocks = (data + layout.Block - 1) / layout.Block;
        for (var b = 0; b < blocks && !IsStopped; b++)
        {
            var start = (int)((long)data * b / blocks);
            PointData(from, start);
            if (run.IsSliced)
                GoSlices(from + start);
            else
                GoBlock(from + start, (int)((long)data * (b + 1) / blocks) - start);
        }

        if (!block.HasBackward || pass == SlicePass.Sums)
            return;
        block.Rows = new(data, 0, 0, 0);
        PointData(from, 0);
        Backward(schedule.Datum);
    }

    private void GoBlock(int from, int data)
    {
        (groupRow, sampleRow) = ((long)from * run.Groups, (long)from * run.Groups * run.Samples);
        Point(new(data, data * run.Groups, data * run.Groups * run.Samples, schedule.States));
        Forward(schedule.Body, from);
        var estimates = data * run.Groups * schedule.Result.Columns;
        new Span<float>(values[schedule.Result.Id], estimates).CopyTo(new(run.Estimates + ((long)from * run.Groups * schedule.Result.Columns), estimates));
        run.Watch?.Advance(block.Rows.Sample);
        if (!block.HasBackward)
            return;
        LeaveOut();
        Zero(schedule.ZeroedBody);
        Backward(schedule.Body);
        for (var i = 0; i < run.Latents.Length; i++)
        {
            if (run.Latents[i] is { } take)
                take(sampleRow, block.Rows.Sample, gradients[i]);
        }
    }

    /// <summary>
    /// Backward goes through those proposals alone whose weights count: the others' rows are dropped, and the rest moved together.
    /// </summary>
    private void LeaveOut()
    {
        if (!rows.Keep(block))
            return;
        foreach (var value in layout.Moved)
            rows.Move(values[value.Id], value.Columns * RowsOfProposal(value));
        foreach (var i in schedule.Body)
        {
            if (schedule.GoesBack[i] && kernels[i].SavedFloats > 0 && kernels[i].Location.Operation.Output is { Level: >= Level.Sample } output)
                rows.Move(saved[i], kernels[i].SavedFloats * RowsOfProposal(output));
        }

        rows.Move(block.Weights, 1);
        if (schedule.Compared > 0)
            rows.Move(block.Shares, schedule.Compared);
    }

    /// <summary>The rows of a value that belong to one proposal, next to each other.</summary>
    private int RowsOfProposal(Value value) => value.Level == Level.State ? schedule.States : 1;

    private void Forward(ImmutableArray<int> phase, int from)
    {
        foreach (var i in phase)
        {
            var start = isTimed ? Stopwatch.GetTimestamp() : 0;
            foreach (var random in schedule.RandomsBefore[i])
                Draw(random, from);
            kernels[i].Forward(block);
            if (isTimed)
                ForwardTicks[i] += Stopwatch.GetTimestamp() - start;
        }
    }

    /// <summary>Draws random numbers for the rows of the block, which begins with a datum.</summary>
    private void Draw(Value random, int from)
    {
        var first = random.Level switch { Level.Once => 0, Level.Datum => from, Level.Group => groupRow, Level.State => sampleRow * schedule.States, _ => sampleRow };
        run.Randoms[random.Id]!(first, block.RowsOf(random), values[random.Id]);
    }

    /// <summary>The adjoint of a phase.</summary>
    public void Backward(ImmutableArray<int> phase)
    {
        for (var k = phase.Length - 1; k >= 0; k--)
        {
            var i = phase[k];
            if (!schedule.GoesBack[i])
                continue;
            var start = isTimed ? Stopwatch.GetTimestamp() : 0;
            kernels[i].Backward(block);
            if (isTimed)
                BackwardTicks[i] += Stopwatch.GetTimestamp() - start;
        }
    }

    private void Zero(ImmutableArray<Value> zeroed)
    {
        foreach (var value in zeroed)
            new Span<float>(gradients[value.Id], block.RowsOf(value) * value.Columns).Clear();
    }
}

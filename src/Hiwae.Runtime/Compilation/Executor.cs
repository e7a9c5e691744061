using System.Diagnostics;
using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>
/// A program in a form that runs. The data of a run are divided into parts, one for each thread, and what the threads found for the gradients is added up in a fixed order: the
/// result depends on the number of parts, in its last digits, and on nothing else. One run at a time.
/// </summary>
internal sealed unsafe partial class Executor : IDisposable
{
    // So few floats of parameters are seen to sooner than another thread is told of them.
    private const int Few = 1 << 16;

    // Sizes whose layout is remembered: the batch, its remnant, and the same without gradients.
    private const int Remembered = 4;

    private readonly VectorWidth width;
    private readonly ImmutableArray<Kernel> kernels;
    private readonly OnceMemory once;
    private readonly List<Worker> workers = [];
    private readonly List<Layout> layouts = [];
    private bool isTimed;
    private long summing;
    private long waiting;
    private long whole;

    /// <summary>Prepares a program.</summary>
    /// <param name="program">A program that is not refused.</param>
    /// <param name="width">The width of the kernels' vectors.</param>
    /// <param name="precision">The precision of linear maps.</param>
    /// <exception cref="ArgumentException">The program is refused, or made for several numbers of heads.</exception>
    public Executor(Program program, VectorWidth width, Precision precision = Precision.Float32)
    {
        this.width = width;
        Schedule = Schedule.Of(program);
        kernels = KernelTable.Of(Schedule, width, precision);
        once = new(Schedule, kernels);
    }

    /// <summary>The phases of the program.</summary>
    public Schedule Schedule { get; }

    /// <summary>Computes log ŵ of every group and, where asked, overwrites the gradients of all learned parameters.</summary>
    /// <exception cref="ArgumentException">The number of proposals is no multiple of that of heads.</exception>
    public void Go(Run run)
    {
        if (Schedule.Heads > 0 && run.Samples % Schedule.Heads > 0)
            throw new ArgumentException($"The program has {Schedule.Heads} heads; {run.Samples} proposals were asked for, which is no multiple of that.", nameof(run));
        var start = Stopwatch.GetTimestamp();
        var layout = LayoutOf(SizeOf(run.Batch, run.Parts, run.Groups, run.Slices, run.HasBackward, run.IsSliced));
        while (workers.Count < run.Parts)
            workers.Add(new(Schedule, kernels, once));
        workers[0].Prepare(run, layout, isFirst: true, isTimed);
        workers[0].ForwardOnce();
        Share(run.Parts, part =>
        {
            if (part > 0)
                workers[part].Prepare(run, layout, isFirst: false, isTimed);
            workers[part].PrepareKernels(part);
        });
        if (run.SharesSlices || run.AddOthers is not null)
            GoApart(run);
        else
            Each(run, part => workers[part].Take(0, run.Slices.Count, SlicePass.Both), part => workers[part].Go(First(run, part), First(run, part + 1)));
        run.Watch?.ThrowIfStopped();
        if (run.HasBackward)
        {
            var begun = Stopwatch.GetTimestamp();
            if (run.Parts > 1)
                Share(run.Parts, part => SumGradients(run, part));
            summing += Stopwatch.GetTimestamp() - begun;
            workers[0].Backward(Schedule.Once);
        }

        if (!isTimed)
            return;
        var last = workers.Take(run.Parts).Max(worker => worker.Finished);
        waiting += workers.Take(run.Parts).Sum(worker => last - worker.Finished);
        whole += Stopwatch.GetTimestamp() - start;
    }

    /// <summary>The times since the last reset; the first call starts the measurement.</summary>
    /// <param name="reset">Whether to start anew.</param>
    public ProgramTimes Profile(bool reset)
    {
        isTimed = true;
        var unit = 1e9 / Stopwatch.Frequency;
        double Sum(Func<Worker, long[]> ticks, int i) => unit * workers.Sum(worker => ticks(worker)[i]);
        var times = new ProgramTimes(
            [
                .. Schedule.Program.Operations.Select((operation, i) => new OperationTime(
                    operation, Sum(worker => worker.ForwardTicks, i), Sum(worker => worker.BackwardTicks, i))),
            ],
            unit * summing,
            unit * waiting,
            unit * whole);
        if (!reset)
            return times;
        foreach (var worker in workers)
        {
            Array.Clear(worker.ForwardTicks);
            Array.Clear(worker.BackwardTicks);
        }

        summing = waiting = whole = 0;
        return times;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var worker in workers)
            worker.Dispose();
        foreach (var kernel in kernels)
            kernel.Dispose();
        once.Dispose();
    }

    /// <summary>Work for each parameter: by all threads, or by this one alone where there are few.</summary>
    private void Share(int parts, Action<int> action)
    {
        if (once.GradientFloats > Few)
        {
            ThreadTeam.Shared.Run(parts, action);
            return;
        }

        for (var part = 0; part < parts; part++)
            action(part);
    }

    private void Add(float* to, float* from, int count)
    {
        switch (width)
        {
            case VectorWidth.Bits512: Floats.Add<Lanes512>(to, from, count); break;
            case VectorWidth.Bits256: Floats.Add<Lanes256>(to, from, count); break;
            default: Floats.Add<Lanes128>(to, from, count); break;
        }
    }

    private static int First(Run run, int part) => (int)((long)run.Batch * part / run.Parts);

    private Layout LayoutOf(RunSize size)
    {
        if (layouts.Find(known => known.Size == size) is { } found)
            return found;
        if (layouts.Count == Remembered)
            layouts.RemoveAt(0);
        layouts.Add(new(Schedule, kernels, size));
        return layouts[^1];
    }

    /// <summary>Adds one thread's share of every gradient to what the first found, in the order of the parts: the same sum in every run.</summary>
    private void SumGradients(Run run, int part)
    {
        foreach (var (value, _, isDifferentiable) in Schedule.Program.Values)
        {
            if (value.Level != Level.Once || !isDifferentiable || !Schedule.IsReadByRows[value.Id])
                continue;
            var floats = (long)value.Rows * value.Columns;
            var (from, to) = (floats * part / run.Parts, floats * (part + 1) / run.Parts);
            for (var other = 1; other < run.Parts; other++)
                Add(workers[0].Gradient(value) + from, workers[other].Gradient(value) + from, checked((int)(to - from)));
        }
    }
}

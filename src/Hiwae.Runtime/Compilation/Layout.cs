using Hiwae.Compilation.Kernels;
using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>The sizes that decide a layout.</summary>
/// <param name="HasBackward">Whether gradients are wanted.</param>
/// <param name="Share">The largest number of data of one thread.</param>
/// <param name="Groups">The number of groups of each datum.</param>
/// <param name="Samples">The number of proposals of each group.</param>
/// <param name="IsSliced">Whether these are a slice of the one group that is taken at a time.</param>
internal readonly record struct RunSize(bool HasBackward, int Share, int Groups, int Samples, bool IsSliced = false);

/// <summary>
/// A thread's memory for a size of run: how many data are taken at a time, and where everything lies. A thread's data are taken in superblocks, for which the values
/// that depend on data alone are computed, and each superblock in blocks, for which everything else is. Places are for full ones.
/// </summary>
internal sealed class Layout
{
    // A block has enough rows for fast products, of which each reads a weight and writes its gradient anew, and few enough for its values to stay near.
    private const int SampleRows = 192;
    private const int BlockFloats = 768 << 10;
    private const int SuperblockFloats = 1 << 20;

    private readonly Schedule schedule;
    private readonly ImmutableArray<Kernel> kernels;

    /// <summary>Lays out a run.</summary>
    /// <param name="schedule">The program's phases.</param>
    /// <param name="kernels">By operation.</param>
    /// <param name="size">The size of the run.</param>
    public Layout(Schedule schedule, ImmutableArray<Kernel> kernels, RunSize size)
    {
        (this.schedule, this.kernels, Size) = (schedule, kernels, size);
        Arrange(1, 1);
        var byRows = size.IsSliced ? 1 : Math.Max(1, SampleRows / (size.Groups * size.Samples * Math.Max(1, schedule.States)));
        var byMemory = (int)Math.Max(1, BlockFloats / Math.Max(1, Body.Floats));
        var most = (int)Math.Max(1, SuperblockFloats / Math.Max(1, Datum.Floats));

        // Of even sizes, so that no block is a remnant.
        var data = Even(size.Share, most);
        Arrange(data, Even(data, Math.Min(Math.Min(byRows, byMemory), data)));
    }

    /// <summary>The size of run that it is made for.</summary>
    public RunSize Size { get; }

    /// <summary>The largest number of data in a superblock.</summary>
    public int Superblock { get; private set; }

    /// <summary>The largest number of data in a block.</summary>
    public int Block { get; private set; }

    /// <summary>The arena of values that depend on data alone.</summary>
    public Arena Datum { get; private set; } = Arena.Empty;

    /// <summary>The arena of values of groups and proposals.</summary>
    public Arena Body { get; private set; } = Arena.Empty;

    /// <summary>The number of floats of scratch of the operation that needs most.</summary>
    public long ScratchFloats { get; private set; }

    /// <summary>Values of proposals that backward reads: they have to move where proposals are left out.</summary>
    public ImmutableArray<Value> Moved { get; private set; } = [];

    /// <summary>The rows of a full block.</summary>
    public Rows BlockRows => new(Block, Block * Size.Groups, Block * Size.Groups * Size.Samples, schedule.States);

    /// <summary>The least even part of a number that is at most so large.</summary>
    private static int Even(int count, int most)
    {
        var parts = (count + most - 1) / most;
        return (count + parts - 1) / parts;
    }

    private void Arrange(int superblock, int block)
    {
        (Superblock, Block) = (superblock, block);
        Datum = Arrange(schedule.Datum, isDatum: true);
        Body = Arrange(schedule.Body, isDatum: false);
        var most = BlockRows with { Datum = superblock };
        ScratchFloats = schedule.Once.Concat(schedule.Datum).Concat(schedule.Body).Select(i => kernels[i].ScratchFloats(most)).Append(0).Max();
    }

    /// <summary>Moments: forward 0 … n − 1, whatever happens between n, backward n + 1 … 2n.</summary>
    private Arena Arrange(ImmutableArray<int> phase, bool isDatum)
    {
        var n = phase.Length;
        var arena = new Arena(schedule.Program.Values.Length, kernels.Length);
        var rows = isDatum ? new Rows(Superblock, 0, 0, 0) : BlockRows;
        bool Belongs(Value value) =>
            (value.Level == Level.Datum) == isDatum && value.Level != Level.Once
            && schedule.Program.Values[value.Id].Source is ValueSource.Computed or ValueSource.Random or ValueSource.Latent;

        for (var k = 0; k < n; k++)
        {
            var (i, output) = (phase[k], schedule.Program.Operations[phase[k]].Output);
            arena.Needs(arena.Values, output.Id, (long)rows[output.Level] * output.Columns, k);
            if (output == schedule.Result || (isDatum && schedule.IsReadByBody[output.Id]))
                arena.Values[output.Id]!.NeededAt(n);
            foreach (var input in schedule.Program.Operations[i].Inputs.OfType<Value>().Select(schedule.Read).Where(Belongs))
                arena.Needs(arena.Values, input.Id, (long)rows[input.Level] * input.Columns, k);
            if (Size.HasBackward && kernels[i].SavedFloats > 0)
                arena.Needs(arena.Saved, i, (long)kernels[i].SavedFloats * rows[output.Level], k);
        }

        if (Size.HasBackward)
            ArrangeBackward(arena, phase, isDatum, rows, Belongs);
        arena.Place();
        return arena;
    }

    private void ArrangeBackward(Arena arena, ImmutableArray<int> phase, bool isDatum, Rows rows, Func<Value, bool> belongs)
    {
        var n = phase.Length;
        for (var k = 0; k < n; k++)
        {
            var (i, back) = (phase[k], (2 * n) - k);
            if (!schedule.GoesBack[i])
                continue;
            var operation = schedule.Program.Operations[i];
            if (operation.Output != schedule.Result)
                arena.Needs(arena.Gradients, operation.Output.Id, (long)rows[operation.Output.Level] * operation.Output.Columns, back);
            arena.Saved[i]?.NeededAt(back);
            foreach (var input in operation.Inputs.OfType<Value>().Where(input => belongs(input) && schedule.Wants(input)))
                arena.Needs(arena.Gradients, input.Id, (long)rows[input.Level] * input.Columns, back);
            foreach (var read in kernels[i].ReadBack.Select(schedule.Read).Where(belongs))
                arena.Values[read.Id]!.NeededAt(back);
        }

        // What is asked for is read when backward is over.
        foreach (var (value, source, _) in schedule.Program.Values)
        {
            if (source is ValueSource.Latent && arena.Gradients[value.Id] is { } asked)
                asked.NeededAt((2 * n) + 1);
        }

        foreach (var value in isDatum ? schedule.ZeroedDatum : schedule.ZeroedBody)
            arena.Gradients[value.Id]!.NeededAt(n);
        ShareInPlace(arena, phase);
        if (!isDatum)
            Moved = [.. schedule.Program.Values.Select(origin => origin.Value).Where(value => value.Level >= Level.Sample && arena.Values[value.Id]?.Last > n)];
    }

    /// <summary>Gives a gradient the place of the value where backward allows it and nothing reads the value afterwards.</summary>
    private void ShareInPlace(Arena arena, ImmutableArray<int> phase)
    {
        for (var k = 0; k < phase.Length; k++)
        {
            var (i, back) = (phase[k], (2 * phase.Length) - k);
            if (!schedule.GoesBack[i] || kernels[i].InPlace is not { } input || !schedule.Wants(input))
                continue;
            var place = schedule.Program.Operations[i].Inputs.IndexOf(input);
            if (!schedule.Locations[i].Adds[place] && arena.Values[input.Id] is { } value && value.Last == back && arena.Gradients[input.Id] is { } gradient && gradient.First == back)
                arena.Share(value, gradient);
        }
    }
}

using Hiwae.Compilation.Kernels;
using Hiwae.Programs;

namespace Hiwae.Compilation;

// Where the numbers of a thread's values are.
internal sealed unsafe partial class Worker
{
    /// <summary>Makes room, and points at what all threads share.</summary>
    /// <param name="run">The run's inputs.</param>
    /// <param name="layout">The layout of the thread's memory.</param>
    /// <param name="isFirst">Whether gradients of parameters are found where they are wanted; other threads' are added there.</param>
    /// <param name="isTimed">Whether operations are timed.</param>
    public void Prepare(Run run, Layout layout, bool isFirst, bool isTimed)
    {
        (this.run, this.layout, this.isTimed, pass) = (run, layout, isTimed, SlicePass.Both);
        arena.Reserve(layout.Datum.Floats + layout.Body.Floats);
        var most = layout.BlockRows;
        block = new()
        {
            Values = values.Start,
            Gradients = gradients.Start,
            SavedByOperation = saved.Start,
            Scratch = scratch.Reserve(layout.ScratchFloats),
            Samples = run.AllSamples,
            HasBackward = run.HasBackward,
            Scale = run.Scale,
            Temperature = run.Temperature,
            Alpha = run.Alpha,
            Weights = weights.Reserve(most.Sample),
            AreBlank = areBlank,
            Shares = run.HasBackward && schedule.Compared > 0 ? shares.Reserve((long)most.Sample * schedule.Compared) : null,
        };
        Array.Fill(areBlank, run.HasBackward);
        if (run.HasBackward)
            sums.Reserve(once.GradientFloats);
        values.Clear();
        gradients.Clear();
        saved.Clear();
        foreach (var (value, source, isDifferentiable) in schedule.Program.Values)
        {
            if (value.Level != Level.Once)
                continue;
            values[value.Id] = source is ValueSource.Parameter parameter ? (float*)run.Parameters[parameter.Index] : once.Value(value.Id);
            if (!run.HasBackward || !isDifferentiable)
                continue;
            gradients[value.Id] = isFirst && source is ValueSource.Parameter { Index: var index } ? (float*)run.Gradients[index] : once.Gradient(value.Id, sums.Start);
            if (!schedule.WeightRanges.Covers[value.Id])
                Floats.Clear(gradients[value.Id], value.Rows * value.Columns);
        }

        PointConstants();
        rows.Map(most.Group, most.Sample, layout.Size.Groups, layout.Size.Samples, schedule.Heads, schedule.States);
    }

    /// <summary>Where a weight has no gradient, because nothing went back, it is zero.</summary>
    private void ClearBlanks()
    {
        for (var i = 0; i < areBlank.Length; i++)
        {
            if (!areBlank[i])
                continue;
            var (weight, column, columns) = schedule.WeightRanges.All[i];
            FloatRows.At(gradients[weight.Id] + column, weight.Columns).Clear(weight.Rows, columns);
            areBlank[i] = false;
        }
    }

    /// <summary>Points at the numbers of data, and of what depends on them alone, from a datum of the superblock on.</summary>
    private void PointData(int from, int offset)
    {
        foreach (var (value, source, _) in schedule.Program.Values)
        {
            if (value.Level != Level.Datum)
                continue;
            var row = (long)offset * value.Columns;
            if (source is ValueSource.Data data)
            {
                values[value.Id] = (float*)run.Data[data.Index] + ((long)from * value.Columns) + row;
                continue;
            }

            values[value.Id] = layout.Datum.Values[value.Id] is { } place ? arena.Start + place.Offset + row : null;
            gradients[value.Id] = layout.Datum.Gradients[value.Id] is { } gradient ? arena.Start + gradient.Offset + row : null;
        }

        PointConstants();
    }

    /// <summary>Points at the memory of groups and proposals.</summary>
    private void Point(Rows some)
    {
        var body = arena.Start + layout.Datum.Floats;
        block.Rows = some;
        rows.PointAll(block);
        foreach (var (value, _, _) in schedule.Program.Values)
        {
            if (value.Level is not (Level.Group or Level.Sample or Level.State))
                continue;
            values[value.Id] = Place(layout.Body.Values[value.Id], body);
            gradients[value.Id] = Place(layout.Body.Gradients[value.Id], body);
        }

        PointConstants();
        foreach (var i in schedule.Body)
            saved[i] = Place(layout.Body.Saved[i], body);
    }

    private void PointConstants()
    {
        foreach (var value in constants)
            values[value.Id] = values[schedule.Read(value).Id];
    }

    private static float* Place(Arena.Buffer? buffer, float* start) => buffer is null ? null : start + buffer.Offset;
}

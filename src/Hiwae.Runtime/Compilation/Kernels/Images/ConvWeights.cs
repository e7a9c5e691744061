using System.Runtime.CompilerServices;

namespace Hiwae.Compilation.Kernels;

/// <summary>The weights and the bias of a convolution in the order in which sums read them, once for the outputs and once for each phase of the inputs' gradient.</summary>
internal sealed unsafe class ConvWeights : IDisposable
{
    private readonly ConvGeometry geometry;
    private readonly Memory memory;
    private readonly float* bias;
    private readonly float* back;

    // By column (channel in, place of the kernel) of the weights: its row (place, channel in) of windows.
    private readonly int* rows;

    public ConvWeights(ConvGeometry geometry, int lanes)
    {
        this.geometry = geometry;
        Panels = new(geometry.Out, geometry.Kernel, geometry.Kernel * geometry.In, geometry.Stride * geometry.In, lanes);
        Phases = PhasesOf(geometry, lanes);
        int wholeBias = Lines(geometry.Out), ahead = Lines(Panels.Size), behind = Phases.Sum(phase => Lines(phase.Panels.Size));
        int columns = geometry.In * geometry.Area, total = wholeBias + ahead + behind + columns;
        memory = new(total);
        Floats.Clear(memory.Start, total);
        bias = memory.Start;
        Forward = bias + wholeBias;
        back = Forward + ahead;
        rows = (int*)(back + behind);
        for (var column = 0; column < columns; column++)
            rows[column] = (column % geometry.Area * geometry.In) + (column / geometry.Area);
    }

    /// <summary>The order of the outputs' weights, and of their gradient before it is in the order of parameters.</summary>
    public WindowPanels Panels { get; }

    public float* Forward { get; }

    /// <summary>The bias, up to whole vectors.</summary>
    public float* Bias => bias;

    public ConvBackPhase[] Phases { get; }

    /// <summary>The weights of a phase.</summary>
    public float* Back(in ConvBackPhase phase) => back + phase.WeightsAt;

    /// <summary>Up to whole cache lines.</summary>
    public static int Lines(int floats) => (int)Memory.Padded(floats);

    /// <summary>Takes over weights [out, in, kernel, kernel] and bias, a part of the channels out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Arrange(float* weights, float* givenBias, bool goesBack, int part, int parts)
    {
        int step = geometry.Total * geometry.Area, until = geometry.Out * (part + 1) / parts;
        for (var o = geometry.Out * part / parts; o < until; o++)
        {
            bias[o] = givenBias == null ? 0 : givenBias[o];
            var from = weights + (o * step) + (geometry.Offset * geometry.Area);
            for (var place = 0; place < geometry.Area; place++)
                Spread(Forward + Panels.At(place * geometry.In, o), Panels.StepAt(o), from + place, geometry.Area, geometry.In);
            for (var i = 0; goesBack && i < Phases.Length; i++)
                ArrangeBack(Phases[i], from, o);
        }
    }

    /// <summary>Adds sums that lie as <see cref="Forward"/> does to the gradient of the weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Disperse(float* sums, float* to)
    {
        int step = geometry.Total * geometry.Area, columns = geometry.In * geometry.Area;
        to += geometry.Offset * geometry.Area;
        var o = 0;
        for (; !Panels.IsSlim && o <= geometry.Out - Square.Size; o += Square.Size)
        {
            var between = Panels.StepAt(o);
            var from = sums + Panels.At(0, o);
            var column = 0;
            for (; column <= columns - Square.Size; column += Square.Size)
            {
                int* row = rows + column;
                Square.Load(from + (row[0] * between), from + (row[1] * between), from + (row[2] * between), from + (row[3] * between))
                    .Transposed().Add(to + (o * step) + column, step);
            }
            for (; column < columns; column++)
                for (var i = 0; i < Square.Size; i++)
                    to[((o + i) * step) + column] += from[(rows[column] * between) + i];
        }
        for (; o < geometry.Out; o++)
            for (var column = 0; column < columns; column++)
                to[(o * step) + column] += sums[Panels.At(rows[column], o)];
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();

    private static ConvBackPhase[] PhasesOf(ConvGeometry geometry, int lanes)
    {
        var phases = new List<ConvBackPhase>();
        var at = 0;
        for (var a = 0; a < geometry.Stride; a++)
        {
            for (var c = 0; c < geometry.Stride; c++)
            {
                ConvPhase down = geometry.Down.Phase(a), across = geometry.Across.Phase(c);
                if (down.Count == 0 || across.Count == 0)
                    continue;
                var isEmpty = down.IsEmpty || across.IsEmpty;
                var panels = new WindowPanels(geometry.In, isEmpty ? 0 : down.Taps, isEmpty ? 0 : across.Taps * geometry.Out, geometry.Out, lanes);
                var start = ((down.Start + geometry.Down.Before) * geometry.BackWidth) + ((across.Start + geometry.Across.Before) * geometry.Out);
                phases.Add(new(down, across, panels, at, isEmpty ? 0 : start, ((a * geometry.Width) + c) * geometry.In));
                at += Lines(panels.Size);
            }
        }
        return [.. phases];
    }

    // The kernel's places in the opposite order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ArrangeBack(in ConvBackPhase phase, float* from, int o)
    {
        for (var r = 0; r < phase.Panels.Rows; r++)
        {
            for (var l = 0; phase.Panels.Rows > 0 && l < phase.Across.Taps; l++)
            {
                var down = phase.Down.First + (geometry.Stride * (phase.Down.Taps - 1 - r));
                var across = phase.Across.First + (geometry.Stride * (phase.Across.Taps - 1 - l));
                var row = (((r * phase.Across.Taps) + l) * geometry.Out) + o;
                var place = from + (down * geometry.Kernel) + across;
                for (var i = 0; i < geometry.In; i++)
                    Back(phase)[phase.Panels.At(row, i)] = place[i * geometry.Area];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(float* to, int toStep, float* from, int fromStep, int count)
    {
        for (; count > 0; count--, to += toStep, from += fromStep)
            *to = *from;
    }
}

/// <summary>A phase of the inputs in both directions.</summary>
/// <param name="Down">By rows.</param>
/// <param name="Across">By columns.</param>
/// <param name="Panels">The order of its weights.</param>
/// <param name="WeightsAt">The offset of its weights.</param>
/// <param name="FrameAt">The first window's first float in the frame of the outputs' gradient.</param>
/// <param name="InputAt">The first input's first float.</param>
internal readonly record struct ConvBackPhase(ConvPhase Down, ConvPhase Across, WindowPanels Panels, int WeightsAt, int FrameAt, int InputAt);

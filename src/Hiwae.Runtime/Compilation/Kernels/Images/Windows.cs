using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// Sums over the windows of an image that lies channels-last and has its border around it. A window's row is then one run of consecutive floats (its columns' channels),
/// so a convolution is, for each of its rows, a product of runs with weights, and needs no matrix of windows. Steps are in floats.
/// </summary>
internal unsafe struct Windows
{
    /// <summary>The first window's first float.</summary>
    public float* Image;

    /// <summary>The distances between rows of a window, and between windows.</summary>
    public long RowStep, Down, Across;

    /// <summary>The numbers of windows by column and by row.</summary>
    public int Height, Width;

    /// <summary>The weights that windows are multiplied by, and their order.</summary>
    public float* Weights;
    public WindowPanels Panels;

    /// <summary>One number for each channel, and room up to whole vectors; null for zeros.</summary>
    public float* Bias;

    /// <summary>The addend, lying as the sums do, which it may be; null for none.</summary>
    public float* Addend;

    public float* Sums;

    public long SumsDown, SumsAcross;

    /// <summary>The sums: a vector of channels for each window.</summary>
    public static void Correlate<V>(in Windows windows) where V : struct, ILanes<V>
    {
        if (windows.Panels.IsFlat)
        {
            FlatWindows.Correlate<V>(windows);
            return;
        }

        if (windows.Panels.IsSlim)
        {
            SlimWindows.Correlate<V>(windows);
            return;
        }
        for (var channel = 0; channel < windows.Panels.Channels; channel += 2 * V.Count)
            CorrelatePanel<V>(windows, channel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CorrelatePanel<V>(in Windows windows, int channel) where V : struct, ILanes<V>
    {
        int vectors = windows.Panels.VectorsAt(channel), channels = Math.Min(vectors * V.Count, windows.Panels.Channels - channel);
        var isWhole = channels == vectors * V.Count;
        int most = WindowTiles<V>.Most(vectors), parts = (windows.Width + most - 1) / most;
        var partly = stackalloc float[isWhole ? 0 : 24 * V.Count];
        var tile = new WindowTile
        {
            Across = windows.Across,
            Line = windows.Down,
            Images = 1,
            Rows = windows.Panels.Rows,
            Length = windows.Panels.Length,
            RowStep = windows.RowStep,
            Step = 1,
            VectorRowStep = (long)windows.Panels.Length * vectors * V.Count,
            VectorStep = vectors * V.Count,
            Vectors = windows.Weights + windows.Panels.PanelAt(channel),
            Start = windows.Bias == null ? null : windows.Bias + channel,
            SumsAcross = isWhole ? windows.SumsAcross : vectors * V.Count,
        };
        for (var part = 0; part < parts; part++)
        {
            int first = windows.Width * part / parts, count = (windows.Width * (part + 1) / parts) - first;
            tile.SumsLine = isWhole ? windows.SumsDown : count * vectors * V.Count;
            for (int y = 0, lines; y < windows.Height; y += lines)
            {
                lines = y + 1 < windows.Height && WindowTiles<V>.FitTwice(count, vectors) ? 2 : 1;
                var at = (y * windows.SumsDown) + (first * windows.SumsAcross) + channel;
                tile.Numbers = windows.Image + (y * windows.Down) + (first * windows.Across);
                tile.Sums = isWhole ? windows.Sums + at : partly;
                tile.Addend = isWhole && windows.Addend != null ? windows.Addend + at : null;
                WindowTiles<V>.Compute(&tile, count, lines, vectors);
                for (var i = 0; !isWhole && i < lines * count; i++)
                {
                    var to = at + (i / count * windows.SumsDown) + (i % count * windows.SumsAcross);
                    PutPart<V>(windows.Sums + to, windows.Addend == null ? null : windows.Addend + to, partly + (i * vectors * V.Count), channels);
                }
            }
        }
    }

    private static void PutPart<V>(float* to, float* addend, float* from, int count) where V : struct, ILanes<V>
    {
        for (var i = 0; i < count; i += V.Count)
        {
            var sum = V.Load(from + i);
            Vectors.Store(to + i, addend == null ? sum : sum + Vectors.Load<V>(addend + i, count - i), count - i);
        }
    }
}

/// <summary>
/// The order in memory of the weights of sums over windows: by panels of two vectors of channels, the last perhaps of one, in each by places of a window, with zeros where a
/// panel has more lanes than there are channels. Where there are too few channels to fill a vector with, by channel instead, so that vectors run along the windows.
/// </summary>
/// <param name="Channels">The number of sums.</param>
/// <param name="Rows">The number of rows of a window.</param>
/// <param name="Length">The number of floats of each row.</param>
/// <param name="Across">The distance between windows, in floats.</param>
/// <param name="Lanes">The number of floats of a vector.</param>
internal readonly record struct WindowPanels(int Channels, int Rows, int Length, int Across, int Lanes)
{
    /// <summary>Whether there is one channel of windows that begin at every float: a vector is then of neighbouring windows.</summary>
    public bool IsFlat => Channels == 1 && Across == 1;

    /// <summary>Whether vectors run along the windows.</summary>
    public bool IsSlim => IsFlat || (Channels < Lanes / 2 && Length % Lanes == 0);

    /// <summary>The number of floats.</summary>
    public int Size => (Channels + Lanes - 1) / Lanes * Lanes * Rows * Length;

    /// <summary>The vectors of the panel that begins at a channel.</summary>
    public int VectorsAt(int channel) => Channels - channel > Lanes ? 2 : 1;

    /// <summary>The offset of the panel that begins at a channel.</summary>
    public int PanelAt(int channel) => channel * Rows * Length;

    /// <summary>The offset of the weight of a place and a channel.</summary>
    public int At(int place, int channel)
    {
        if (IsSlim)
            return (channel * Rows * Length) + place;
        var first = channel / (2 * Lanes) * (2 * Lanes);
        return PanelAt(first) + (place * VectorsAt(first) * Lanes) + channel - first;
    }

    /// <summary>The distance between places, in floats.</summary>
    public int StepAt(int channel) => IsSlim ? 1 : VectorsAt(channel / (2 * Lanes) * (2 * Lanes)) * Lanes;
}

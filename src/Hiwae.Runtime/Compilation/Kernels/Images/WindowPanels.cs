using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// How the weights of sums over windows lie in memory: by panels of two vectors of channels, the last perhaps of one, in each by places of a window, with zeros where a
/// panel has more lanes than there are channels. Where there are too few channels to fill a vector with, by channel instead, so that vectors run along the windows.
/// </summary>
/// <param name="Channels">How many sums.</param>
/// <param name="Rows">Rows of a window.</param>
/// <param name="Length">Floats of each.</param>
/// <param name="Across">Floats from one window to the next.</param>
/// <param name="Lanes">Floats of a vector.</param>
internal readonly record struct WindowPanels(int Channels, int Rows, int Length, int Across, int Lanes)
{
    /// <summary>Whether there is one channel of windows that begin at every float: a vector is then of neighbouring windows.</summary>
    public bool IsFlat => Channels == 1 && Across == 1;

    /// <summary>Whether vectors run along the windows.</summary>
    public bool IsSlim => IsFlat || (Channels < Lanes / 2 && Length % Lanes == 0);

    /// <summary>How many floats.</summary>
    public int Size => (Channels + Lanes - 1) / Lanes * Lanes * Rows * Length;

    /// <summary>The vectors of the panel that begins at a channel.</summary>
    public int VectorsAt(int channel) => Channels - channel > Lanes ? 2 : 1;

    /// <summary>Where the panel that begins at a channel is.</summary>
    public int PanelAt(int channel) => channel * Rows * Length;

    /// <summary>Where the weight of a place and a channel is.</summary>
    public int At(int place, int channel)
    {
        if (IsSlim)
            return (channel * Rows * Length) + place;
        var first = channel / (2 * Lanes) * (2 * Lanes);
        return PanelAt(first) + (place * VectorsAt(first) * Lanes) + channel - first;
    }

    /// <summary>From one place to the next.</summary>
    public int StepAt(int channel) => IsSlim ? 1 : VectorsAt(channel / (2 * Lanes) * (2 * Lanes)) * Lanes;
}

using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>The windows of several images and the gradient of each one's sums, from which the weights get theirs.</summary>
internal unsafe struct WindowGradients
{
    /// <summary>The first window's first float, and the number of images.</summary>
    public float* Image;
    public int Images;

    /// <summary>The distances between images, between rows of a window, and between windows.</summary>
    public long ImageStep, RowStep, Down, Across;

    /// <summary>The numbers of windows of an image by column and by row.</summary>
    public int Height, Width;

    /// <summary>The gradient of the sums, a vector of channels for each window; up to a vector's floats behind the last are read.</summary>
    public float* Gradient;

    public long GradientImageStep, GradientDown, GradientAcross;

    /// <summary>The order of the weights, and their gradient, which is added to.</summary>
    public WindowPanels Panels;
    public float* Sums;

    /// <summary>Adds to the gradient of the weights.</summary>
    public static void Collect<V>(in WindowGradients windows) where V : struct, ILanes<V>
    {
        if (windows.Panels.IsFlat)
        {
            FlatWindows.Collect<V>(windows);
            return;
        }

        if (windows.Panels.IsSlim)
        {
            SlimWindows.Collect<V>(windows);
            return;
        }
        for (var channel = 0; channel < windows.Panels.Channels; channel += 2 * V.Count)
            CollectPanel<V>(windows, channel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CollectPanel<V>(in WindowGradients windows, int channel) where V : struct, ILanes<V>
    {
        var panels = windows.Panels;
        int vectors = panels.VectorsAt(channel), most = WindowTiles<V>.Most(vectors), parts = (panels.Length + most - 1) / most;
        var tile = new WindowTile
        {
            Across = 1,
            Line = windows.RowStep,
            Images = windows.Images,
            Rows = windows.Height,
            Length = windows.Width,
            ImageStep = windows.ImageStep,
            RowStep = windows.Down,
            Step = windows.Across,
            VectorImageStep = windows.GradientImageStep,
            VectorRowStep = windows.GradientDown,
            VectorStep = windows.GradientAcross,
            Vectors = windows.Gradient + channel,
            SumsAcross = vectors * V.Count,
            SumsLine = (long)panels.Length * vectors * V.Count,
        };
        for (var part = 0; part < parts; part++)
        {
            int first = panels.Length * part / parts, count = (panels.Length * (part + 1) / parts) - first;
            for (int row = 0, lines; row < panels.Rows; row += lines)
            {
                lines = row + 1 < panels.Rows && WindowTiles<V>.FitTwice(count, vectors) ? 2 : 1;
                tile.Numbers = windows.Image + (row * windows.RowStep) + first;
                tile.Addend = tile.Sums = windows.Sums + panels.PanelAt(channel) + (((row * panels.Length) + first) * vectors * V.Count);
                WindowTiles<V>.Compute(&tile, count, lines, vectors);
            }
        }
    }
}

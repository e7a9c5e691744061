using Hiwae.Compilation.Lanes;

namespace Hiwae.Runtime.Tests;

/// <summary>A function of one number over vectors of any width.</summary>
internal interface ILaneFunction
{
    static abstract V Of<V>(V x) where V : struct, ILanes<V>;
}

/// <summary>Functions over vectors, computed with a chosen width.</summary>
internal static class LaneFunctions
{
    /// <summary>The widths of this machine, as data of a theory.</summary>
    public static TheoryData<string> Widths { get; } = [.. VectorWidths.Supported.Select(width => width.ToString())];

    /// <summary>The widest of them.</summary>
    public static string Best { get; } = VectorWidths.Best.ToString();

    /// <summary>The function of each number.</summary>
    public static float[] Apply<TFunction>(string width, float[] x) where TFunction : ILaneFunction => Enum.Parse<VectorWidth>(width) switch
    {
        VectorWidth.Bits128 => Apply<TFunction, Lanes128>(x),
        VectorWidth.Bits256 => Apply<TFunction, Lanes256>(x),
        _ => Apply<TFunction, Lanes512>(x),
    };

    private static unsafe float[] Apply<TFunction, V>(float[] x) where TFunction : ILaneFunction where V : struct, ILanes<V>
    {
        var y = new float[x.Length];
        fixed (float* from = x)
        fixed (float* to = y)
        {
            for (var i = 0; i < x.Length; i += V.Count)
            {
                var count = Math.Min(V.Count, x.Length - i);
                V.Store(to + i, TFunction.Of(V.Load(from + i, count)), count);
            }
        }

        return y;
    }
}

namespace Hiwae.Torch;

/// <summary>What the settings that the engine makes at start-up are worth on this machine, in seconds: the best of a few trials.</summary>
/// <param name="DenormalsFlushed">A product of denormal matrices, 128 × 128, on one thread that flushes them to zero; null where that cannot be set.</param>
/// <param name="DenormalsKept">The same on a thread that keeps them.</param>
/// <param name="Product">A product of matrices of the size asked for, by the library that compiled steps use, on all threads.</param>
/// <param name="ProductLibrary">That library: <c>oneDNN</c>, or <c>BLAS</c> where libtorch brings no oneDNN.</param>
/// <param name="BlockKept">16 MiB allocated, touched and released with the allocator as it is set.</param>
/// <param name="BlockMapped">The same with memory that is mapped and unmapped each time.</param>
public sealed record EngineMeasurements(
    double? DenormalsFlushed, double? DenormalsKept, double Product, string ProductLibrary, double BlockKept, double BlockMapped)
{
    /// <summary>Measures; takes a few dozen milliseconds.</summary>
    /// <param name="size">Rows and columns of the product's factors.</param>
    public static unsafe EngineMeasurements Take(int size)
    {
        var seconds = stackalloc double[5];
        Native.Check(Native.hiwae_measure(size, seconds));
        return new(
            seconds[0] < 0 ? null : seconds[0], seconds[1] < 0 ? null : seconds[1], seconds[2], Native.hiwae_has_onednn() != 0 ? "oneDNN" : "BLAS",
            seconds[3], seconds[4]);
    }
}

namespace Hiwae.Steps;

/// <summary>What the settings that the tensor engine makes at start-up are worth on this machine, in seconds.</summary>
/// <param name="DenormalsFlushed">A product of denormal matrices on a thread that flushes them to zero; null where that cannot be set.</param>
/// <param name="DenormalsKept">The same on a thread that keeps them.</param>
/// <param name="Product">A product of matrices of the size asked for, by the library that compiled steps use, on all threads.</param>
/// <param name="ProductLibrary">That library's name.</param>
/// <param name="BlockKept">16 MiB allocated, touched and released with the allocator as it is set.</param>
/// <param name="BlockMapped">The same with memory that is mapped and unmapped each time.</param>
public sealed record EngineTimes(
    double? DenormalsFlushed, double? DenormalsKept, double Product, string ProductLibrary, double BlockKept, double BlockMapped)
{
    /// <summary>Measures; null on an engine that makes no such settings.</summary>
    /// <param name="size">Rows and columns of the product's factors.</param>
    public static EngineTimes? Measure(int size) => StepEngine.Measure(size);
}

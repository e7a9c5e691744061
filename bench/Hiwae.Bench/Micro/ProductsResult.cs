using Hiwae.Bench.Results;

namespace Hiwae.Bench.Micro;

/// <summary>Our products beside MKL's.</summary>
/// <param name="Levels">By the width of vectors, the widest first.</param>
/// <param name="Machine">Processor and memory.</param>
internal sealed record ProductsResult(IReadOnlyList<ProductsResult.Level> Levels, MachineFacts Machine)
{
    /// <summary>What is done with one set of instructions.</summary>
    /// <param name="Instructions">Of both: MKL is told to use no more.</param>
    /// <param name="Products">By shape.</param>
    internal sealed record Level(string Instructions, IReadOnlyList<ProductTimes> Products);
}

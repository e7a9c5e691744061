namespace Hiwae.Bench.Micro;

/// <summary>A way to compute a product, on the calling thread.</summary>
internal interface IProduct : IDisposable
{
    /// <summary>Brings W into the form in which the product reads it; a step does this once, for all of its blocks.</summary>
    void Pack();

    /// <summary>C = A Wᵀ, and whatever else has to be done for each A.</summary>
    void Multiply();
}

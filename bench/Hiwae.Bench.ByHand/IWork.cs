namespace Hiwae.Bench.ByHand;

/// <summary>What is measured.</summary>
internal interface IWork : IDisposable
{
    /// <summary>One repetition; the mean bound, in nats.</summary>
    double Step();
}

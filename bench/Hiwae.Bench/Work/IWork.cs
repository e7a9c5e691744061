namespace Hiwae.Bench.Work;

/// <summary>What a worker process measures.</summary>
internal interface IWork : IDisposable
{
    /// <summary>Writes parameters, batch and noise to a file, and returns the mean bound that they give, in nats.</summary>
    double Write(string file);

    /// <summary>The path that steps take, in one word; null where none are taken.</summary>
    string? Path { get; }

    /// <summary>Puts the parameters back to where they started.</summary>
    void Reset();

    /// <summary>So many repetitions.</summary>
    void Repeat(int times);
}

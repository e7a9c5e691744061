namespace Hiwae.Cli.Analyse;

/// <summary>What <c>analyse</c> was asked for.</summary>
/// <param name="Folder">The run.</param>
internal sealed record AnalyseRequest(string Folder)
{
    /// <summary>Where the images come from; null for the run's own.</summary>
    public string? Source { get; init; }

    /// <summary>The fraction of the values under a mask that is missing; null for the run's own.</summary>
    public double? Missing { get; init; }

    /// <summary>How many images at most.</summary>
    public int Images { get; init; } = 100;

    /// <summary>Draws for each image.</summary>
    public int Repeats { get; init; } = 500;

    /// <summary>The numbers of samples of the sweep; chosen from the draws where null.</summary>
    public IReadOnlyList<int>? Samples { get; init; }

    /// <summary>Batches for the gradients; 0 leaves them out.</summary>
    public int Batches { get; init; } = 5;

    /// <summary>Images of such a batch.</summary>
    public int BatchSize { get; init; } = 20;

    /// <summary>Draws of each gradient on a batch.</summary>
    public int GradientRepeats { get; init; } = 100;

    /// <summary>The seed of the draws.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The folder of the pictures; one in the run's where null.</summary>
    public string? Output { get; init; }

    /// <summary>Whether the result is one JSON object.</summary>
    public bool Json { get; init; }
}

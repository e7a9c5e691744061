namespace Hiwae.Annealing;

/// <summary>Data that were drawn from a model. It is the caller's to dispose of, or belongs to the scope in which it was asked for.</summary>
/// <param name="Data">The observed and the given variables.</param>
/// <param name="Latents">The latent values that each datum comes from, [data, 1, size]: an exact sample of p(z | x).</param>
public sealed record Simulation(Observation Data, ImmutableArray<Tensor> Latents) : IDisposable
{
    /// <summary>A range of the data, as views of the same memory.</summary>
    public Simulation Narrow(long start, long count) => new(Data.Narrow(start, count), [.. Latents.Select(latent => latent.narrow(0, start, count))]);

    /// <inheritdoc/>
    public void Dispose()
    {
        Data.Dispose();
        foreach (var latent in Latents)
            latent.Dispose();
    }
}

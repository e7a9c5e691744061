namespace Hiwae.Annealing;

/// <summary>Points of all latent variables side by side, as numbers.</summary>
internal static class LatentPoints
{
    /// <summary>The latent values of a trace, [rows, size]; a row for each sample of each datum.</summary>
    public static double[] Of<TModel>(TModel trace) where TModel : class, IModel<TModel> =>
        Of(TModel.Description.Variables.Zip(trace.Variables).Where(pair => pair.First.Role == Role.Latent).Select(pair => pair.Second));

    /// <summary>The same of the latent variables alone, each [batch, samples, size].</summary>
    public static double[] Of(IEnumerable<Tensor> latents)
    {
        using var scope = NewDisposeScope();
        var values = cat([.. latents.Select(latent => latent.detach().reshape(-1, latent.shape[^1]).to_type(ScalarType.Float64))], 1);
        return [.. values.cpu().contiguous().data<double>()];
    }

    /// <summary>Each row so many times in a row.</summary>
    public static double[] Repeat(double[] points, int size, int times)
    {
        var repeated = new double[points.Length * times];
        for (var i = 0; i < repeated.Length; i++)
            repeated[i] = points[(i / size / times * size) + (i % size)];
        return repeated;
    }

    /// <summary>Standard normal numbers.</summary>
    public static double[] Normal(Noise noise, int count)
    {
        using var drawn = noise.Normal(count);
        return [.. drawn.data<double>()];
    }

    /// <summary>Numbers uniform in (0, 1).</summary>
    public static double[] Uniform(Noise noise, int count)
    {
        using var scope = NewDisposeScope();
        return [.. noise.OpenUniform(count).data<double>()];
    }
}

/// <summary>Noise of a network's own type.</summary>
internal static class NetworkNoise
{
    /// <summary>Draws of the type and on the device of the parameters or, where there are none, of the data.</summary>
    public static Noise Of<TModel>(ModelNetwork<TModel> network, Observation data, long seed) where TModel : class, IModel<TModel> =>
        (network.parameters().FirstOrDefault() ?? (data.Values.IsDefaultOrEmpty ? null : data.Values[0])) is { } example
            ? Noise.FromSeed(seed, example.device, example.dtype)
            : Noise.FromSeed(seed);
}

namespace Hiwae.Laws.Cases;

/// <summary>Random parameters for any network.</summary>
internal static class Scatter
{
    /// <summary>The most halvings of the parameters in the search for a scale at which draws, or ŵ, are tame.</summary>
    public const int MostHalvings = 8;

    // About as much as training moves a bias; a weight moves less, the more inputs it has.
    private const double Spread = 0.4;

    /// <summary>Moves every parameter by a normal step, and multiplies it.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="noise">The source of randomness.</param>
    /// <param name="scale">The factor.</param>
    public static void Over(IEnumerable<Tensor> parameters, Noise noise, double scale)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var parameter in parameters)
        {
            var shape = parameter.shape;
            var inputs = shape.Length < 2 ? 1 : parameter.numel() / shape[0];
            parameter.add_(noise.Normal(shape) * (Spread / Math.Sqrt(inputs))).mul_(scale);
        }
    }

    /// <summary>Multiplies every parameter.</summary>
    public static void Multiply(nn.Module network, double factor)
    {
        using var constant = no_grad();
        foreach (var parameter in network.parameters())
            parameter.mul_(factor);
    }
}

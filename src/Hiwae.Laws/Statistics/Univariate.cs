namespace Hiwae.Verification;

/// <summary>A density on the line whose draws and values are written down here, independently of the library's own.</summary>
/// <param name="FromUniform">The quantile function: from uniform values in (0, 1) to draws.</param>
/// <param name="LogDensities">From values to their log-densities in nats.</param>
internal sealed record Univariate(Func<Tensor, Tensor>? FromUniform, Func<Tensor, Tensor> LogDensities)
{
    /// <summary>From light tails to heavy ones.</summary>
    public static ImmutableArray<Univariate> All { get; } =
    [
        // Normal.
        new(null, x => (x.square() * -0.5) - (0.5 * Math.Log(2 * Math.PI))),
        // Logistic.
        new(u => u.log() - (1 - u).log(), x => x.neg() - (2 * nn.functional.softplus(x.neg()))),
        // Laplace.
        new(u => (u - 0.5).sign() * (1 - (2 * (u - 0.5).abs())).clamp_min(1e-300).log().neg(), x => x.abs().neg() - Math.Log(2)),
        // Student's t with two degrees.
        new(u => ((2 * u) - 1) / (2 * u * (1 - u)).sqrt(), x => (x.square() + 2).log() * -1.5),
    ];

    /// <summary>Independent draws, [rows, size].</summary>
    public Tensor Draw(Noise noise, long rows, long size) =>
        FromUniform is null ? noise.Normal(rows, size) : FromUniform(noise.OpenUniform(rows, size));
}

namespace Hiwae;

/// <summary>A distribution that a step's random numbers come from.</summary>
public enum NoiseKind
{
    /// <summary>See <see cref="Noise.Normal"/>.</summary>
    Normal,

    /// <summary>See <see cref="Noise.Uniform"/>.</summary>
    Uniform,

    /// <summary>See <see cref="Noise.OpenUniform"/>.</summary>
    OpenUniform,
}

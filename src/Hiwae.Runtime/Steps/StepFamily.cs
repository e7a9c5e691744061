namespace Hiwae.Steps;

/// <summary>A family of densities that has a compiled form. Numbered as in the native library.</summary>
public enum StepFamily
{
    /// <summary>See <see cref="Hiwae.Normal"/>.</summary>
    Normal,

    /// <summary>See <see cref="Hiwae.SoftplusNormal"/>.</summary>
    SoftplusNormal,

    /// <summary>See <see cref="Hiwae.Bernoulli"/>.</summary>
    Bernoulli,

    /// <summary>See <see cref="Hiwae.Laplace"/>.</summary>
    Laplace,

    /// <summary>See <see cref="Hiwae.StudentT"/>.</summary>
    StudentT,

    /// <summary>See <see cref="Hiwae.Logistic"/>.</summary>
    Logistic,

    /// <summary>See <see cref="Hiwae.DiscretizedLogistic"/>.</summary>
    DiscretizedLogistic,

    /// <summary>See <see cref="Hiwae.Categorical"/>.</summary>
    Categorical,

    /// <summary>See <see cref="Hiwae.Beta"/>.</summary>
    Beta,

    /// <summary>See <see cref="Hiwae.ContinuousBernoulli"/>.</summary>
    ContinuousBernoulli,
}

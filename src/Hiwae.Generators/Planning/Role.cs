namespace Hiwae.Generators.Planning;

/// <summary>What a variable is, deduced from its factors.</summary>
internal enum Role
{
    /// <summary>P alone.</summary>
    Observed,

    /// <summary>P and Q.</summary>
    Latent,

    /// <summary>Q and R.</summary>
    Auxiliary,

    /// <summary>No factor, only conditioned on.</summary>
    Given,

    /// <summary>No factor, computed from others.</summary>
    Feature,
}

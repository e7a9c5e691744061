namespace Hiwae;

/// <summary>What a variable is, deduced from its factors.</summary>
public enum Role
{
    /// <summary>P alone: the data.</summary>
    Observed,

    /// <summary>P and Q: what the generative model integrates out, one draw per sample.</summary>
    Latent,

    /// <summary>Q and R: exists only in the inference model.</summary>
    Auxiliary,

    /// <summary>No factor: data that are only conditioned on.</summary>
    Given,

    /// <summary>A deterministic function of other variables.</summary>
    Feature,
}

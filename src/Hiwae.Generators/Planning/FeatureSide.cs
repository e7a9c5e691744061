namespace Hiwae.Generators.Planning;

/// <summary>Where a feature that depends on draws is needed: what q is conditioned on and what p and r are evaluated at send back gradients that differ.</summary>
internal enum FeatureSide
{
    /// <summary>By q, by nothing, or it depends on the data alone: computed from what was drawn.</summary>
    Drawn,

    /// <summary>By p, r or a target: computed from the points at which they are evaluated.</summary>
    Evaluated,

    /// <summary>By both: computed twice.</summary>
    Both,
}

namespace Hiwae;

/// <summary>What the layers that normalise have in common.</summary>
public abstract class NormalisationAttribute : LayerAttribute
{
    /// <summary>Only the language's own layers derive from it.</summary>
    private protected NormalisationAttribute()
    {
    }

    /// <summary>The nonlinearity after it.</summary>
    public Activation Activation { get; set; } = Activation.Identity;
}

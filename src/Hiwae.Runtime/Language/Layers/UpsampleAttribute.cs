namespace Hiwae;

/// <summary>Enlarges an image.</summary>
/// <param name="factor">What height and width are multiplied by, at least 1.</param>
public sealed class UpsampleAttribute(int factor = 2) : LayerAttribute
{
    /// <summary>What height and width are multiplied by.</summary>
    public int Factor => factor;

    /// <summary>How.</summary>
    public Interpolation Mode { get; set; } = Interpolation.Nearest;
}

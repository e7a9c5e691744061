namespace Hiwae;

/// <summary>
/// In training, sets each value to zero with a probability, and divides the others by one minus it (Srivastava et al.
/// 2014). A network that is not in training leaves values as they are.
/// </summary>
/// <param name="probability">At least 0 and below 1.</param>
public sealed class DropoutAttribute(double probability = 0.5) : LayerAttribute
{
    /// <summary>How often a value is set to zero.</summary>
    public double Probability => probability;
}

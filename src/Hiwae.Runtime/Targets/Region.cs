namespace Hiwae;

/// <summary>A rectangle of the plane.</summary>
/// <param name="Left">The least z1.</param>
/// <param name="Right">The greatest z1.</param>
/// <param name="Bottom">The least z2.</param>
/// <param name="Top">The greatest z2.</param>
public readonly record struct Region(double Left, double Right, double Bottom, double Top)
{
    /// <summary>The square of a half side around the origin.</summary>
    /// <param name="reach">The greatest coordinate.</param>
    public static Region Square(double reach) => new(-reach, reach, -reach, reach);
}

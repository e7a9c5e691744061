namespace Hiwae.Cli.Pictures.Svg;

/// <summary>One pair of axes and what is drawn between them.</summary>
/// <param name="Title">Above it.</param>
/// <param name="X">Along the bottom.</param>
/// <param name="Y">Along the left side.</param>
/// <param name="Marks">From the lowest to the topmost.</param>
internal sealed record Panel(string Title, Axis X, Axis Y, params IReadOnlyList<Mark> Marks)
{
    /// <summary>Whether a unit is as long in both directions.</summary>
    public bool IsSquare { get; init; }

    /// <summary>Whether there are no ticks, numbers, grid lines and room for them: for maps whose coordinates do not matter.</summary>
    public bool IsBare { get; init; }
}

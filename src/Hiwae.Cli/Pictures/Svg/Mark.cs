using System.Xml.Linq;

namespace Hiwae.Cli.Pictures.Svg;

/// <summary>Something drawn in a panel.</summary>
internal abstract record Mark
{
    /// <summary>What the legend calls it; null where it is not in the legend.</summary>
    public string? Label { get; init; }

    /// <summary>The colour in the legend.</summary>
    public abstract Colour Key { get; }

    /// <summary>The numbers that the horizontal axis must show.</summary>
    public abstract Extent Horizontal { get; }

    /// <summary>The numbers that the vertical axis must show.</summary>
    public abstract Extent Vertical { get; }

    /// <summary>Whether the axes end where it ends.</summary>
    public virtual bool IsTight => false;

    /// <summary>What is drawn.</summary>
    public abstract IEnumerable<XElement> Draw(Frame frame);
}

using Hiwae.Shapes;

namespace Hiwae.Networks;

/// <summary>A layer of a declared network, as data.</summary>
public abstract partial record Layer
{
    private Layer()
    {
    }

    /// <summary>As much of the layer as determines its shape.</summary>
    internal abstract LayerForm Form { get; }

    /// <summary>The options that are members of an enumeration, by name.</summary>
    internal virtual IEnumerable<(string Name, Enum Value)> Choices => [];

    /// <summary>Dense layers of the given widths, each followed by the same nonlinearity.</summary>
    public static ImmutableArray<Layer> Stack(ReadOnlySpan<int> widths, Activation activation)
    {
        var layers = ImmutableArray.CreateBuilder<Layer>(widths.Length);
        foreach (var width in widths)
            layers.Add(new Dense(width, activation));
        return layers.MoveToImmutable();
    }

    /// <summary>The layer with fresh parameters.</summary>
    internal abstract Stage Create(Placement at);
}

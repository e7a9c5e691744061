using System.Diagnostics;
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

    /// <summary>One case for each kind of layer.</summary>
    public TResult Match<TResult>(
        Func<Dense, TResult> dense,
        Func<Conv, TResult> conv,
        Func<Upsample, TResult> upsample,
        Func<Flatten, TResult> flatten,
        Func<Unflatten, TResult> unflatten,
        Func<Crop, TResult> crop,
        Func<Dropout, TResult> dropout,
        Func<LayerNorm, TResult> layerNorm,
        Func<BatchNorm, TResult> batchNorm,
        Func<Activate, TResult> activate) => this switch
        {
            Dense layer => dense(layer),
            Conv layer => conv(layer),
            Upsample layer => upsample(layer),
            Flatten layer => flatten(layer),
            Unflatten layer => unflatten(layer),
            Crop layer => crop(layer),
            Dropout layer => dropout(layer),
            LayerNorm layer => layerNorm(layer),
            BatchNorm layer => batchNorm(layer),
            Activate layer => activate(layer),
            _ => throw new UnreachableException(),
        };

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

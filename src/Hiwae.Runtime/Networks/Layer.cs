using System.Diagnostics;

namespace Hiwae.Networks;

/// <summary>A layer of a declared network, as data.</summary>
public abstract record Layer
{
    private Layer()
    {
    }

    private protected abstract Layer Self { get; }

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
        Func<BatchNorm, TResult> batchNorm) => Self switch
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

    /// <summary>See <see cref="DenseAttribute"/>.</summary>
    /// <param name="Outputs">The number of values that it gives.</param>
    /// <param name="Activation">The nonlinearity after it.</param>
    /// <param name="WeightNorm">Weights as direction and length.</param>
    /// <param name="Residual">A residual block; the activation follows the sum.</param>
    /// <param name="Conditioned">Scaled and shifted by the context.</param>
    /// <param name="Inner">The nonlinearity within a residual block; the same as the one after it where null.</param>
    public sealed record Dense(
        int Outputs,
        Activation Activation,
        bool WeightNorm = false,
        bool Residual = false,
        bool Conditioned = false,
        Activation? Inner = null) : Layer
    {
        private protected override Layer Self => this;
    }

    /// <summary>See <see cref="ConvAttribute"/>.</summary>
    /// <param name="Channels">The number of channels that it gives.</param>
    /// <param name="Kernel">Height and width of the window.</param>
    /// <param name="Stride">Steps between windows.</param>
    /// <param name="Padding">Zeros added on every side.</param>
    /// <param name="Activation">The nonlinearity after it.</param>
    /// <param name="WeightNorm">Weights as direction and length.</param>
    /// <param name="Residual">A residual block; the activation follows the sum.</param>
    /// <param name="Conditioned">Scaled and shifted by the context.</param>
    /// <param name="Inner">The nonlinearity within a residual block; the same as the one after it where null.</param>
    public sealed record Conv(
        int Channels,
        int Kernel,
        int Stride,
        int Padding,
        Activation Activation,
        bool WeightNorm = false,
        bool Residual = false,
        bool Conditioned = false,
        Activation? Inner = null) : Layer
    {
        private protected override Layer Self => this;
    }

    /// <summary>See <see cref="UpsampleAttribute"/>.</summary>
    public sealed record Upsample(int Factor, Interpolation Mode) : Layer
    {
        private protected override Layer Self => this;
    }

    /// <summary>See <see cref="FlattenAttribute"/>.</summary>
    public sealed record Flatten : Layer
    {
        private protected override Layer Self => this;
    }

    /// <summary>See <see cref="UnflattenAttribute"/>.</summary>
    public sealed record Unflatten(int Channels, int Height, int Width) : Layer
    {
        private protected override Layer Self => this;
    }

    /// <summary>See <see cref="CropAttribute"/>.</summary>
    public sealed record Crop(int Height, int Width) : Layer
    {
        private protected override Layer Self => this;
    }

    /// <summary>See <see cref="DropoutAttribute"/>.</summary>
    public sealed record Dropout(double Probability) : Layer
    {
        private protected override Layer Self => this;
    }

    /// <summary>See <see cref="LayerNormAttribute"/>.</summary>
    public sealed record LayerNorm(Activation Activation = Activation.Identity) : Layer
    {
        private protected override Layer Self => this;
    }

    /// <summary>See <see cref="BatchNormAttribute"/>.</summary>
    public sealed record BatchNorm(Activation Activation = Activation.Identity) : Layer
    {
        private protected override Layer Self => this;
    }
}

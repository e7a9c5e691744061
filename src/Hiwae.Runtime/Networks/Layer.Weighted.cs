using Hiwae.Shapes;

namespace Hiwae.Networks;

public abstract partial record Layer
{
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
        internal override LayerForm Form => new(LayerKind.Dense, [Outputs], Residual: Residual);

        internal override IEnumerable<(string Name, Enum Value)> Choices => [(nameof(Activation), Activation), (nameof(Inner), Inner ?? Activation)];

        internal override Stage Create(Placement at)
        {
            DenseMap Map(string name, ImmutableArray<Input> from) => new(name, from, Outputs, at.Options(WeightNorm, Conditioned), at.Noise);
            Block block = Residual
                ? new Residual(
                    at.Name,
                    Map("inner", at.Parts),
                    Map("outer", [new Input(Outputs)]),
                    at.Input[0] == Outputs ? null : Map("skip", at.Parts),
                    Inner ?? Activation)
                : Map(at.Name, at.Parts);
            return new Stage.Weighted(block, Activation, at.Output);
        }
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
        internal override LayerForm Form => new(LayerKind.Conv, [Channels, Kernel, Stride, Padding], Residual: Residual);

        internal override IEnumerable<(string Name, Enum Value)> Choices => [(nameof(Activation), Activation), (nameof(Inner), Inner ?? Activation)];

        internal override Stage Create(Placement at)
        {
            Convolution Map(string name, ImmutableArray<Input> from, Conv form) => new(name, from, form, at.Options(WeightNorm, Conditioned), at.Noise);
            Block block = Residual
                ? new Residual(
                    at.Name,
                    Map("inner", at.Parts, this),
                    Map("outer", [new Input(at.Output)], this with { Kernel = 3, Stride = 1, Padding = 1 }),
                    at.Input.SequenceEqual(at.Output) ? null : Map("skip", at.Parts, this),
                    Inner ?? Activation)
                : Map(at.Name, at.Parts, this);
            return new Stage.Weighted(block, Activation, at.Output);
        }
    }
}

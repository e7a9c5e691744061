namespace Hiwae.Networks;

/// <summary>A declared flow. The generator implements it on every record with a <see cref="FlowAttribute"/>.</summary>
public interface IFlow
{
    /// <summary>The layers, in order.</summary>
    static abstract ImmutableArray<FlowLayer> Layers { get; }
}

/// <summary>A layer of a declared flow, as data.</summary>
public abstract record FlowLayer
{
    private FlowLayer()
    {
    }

    /// <summary>The layer with fresh parameters.</summary>
    /// <param name="name">Its name, such as <c>layer0</c>.</param>
    /// <param name="size">The number of values.</param>
    /// <param name="noise">Draws the initial weights, and says on which device and of which type they are.</param>
    internal abstract Bijection Create(string name, int size, Noise noise);

    /// <summary>See <see cref="CouplingAttribute"/>.</summary>
    /// <param name="Hidden">Widths of the network's hidden layers.</param>
    /// <param name="Activation">The nonlinearity after each of them.</param>
    public sealed record Coupling(ImmutableArray<int> Hidden, Activation Activation) : FlowLayer
    {
        internal override Bijection Create(string name, int size, Noise noise) => size < 2
            ? throw new ArgumentException($"{name} is a coupling of {size} value, and needs at least 2: some stay, the others are changed. Give the variable more values, or write ActNorm.", nameof(size))
            : new AffineCoupling(name, size, this, noise);
    }

    /// <summary>See <see cref="PermuteAttribute"/>.</summary>
    public sealed record Permute : FlowLayer
    {
        internal override Bijection Create(string name, int size, Noise noise) => new Reversal(size);
    }

    /// <summary>See <see cref="ActNormAttribute"/>.</summary>
    public sealed record ActNorm : FlowLayer
    {
        internal override Bijection Create(string name, int size, Noise noise) => new ScaleAndShift(name, size, noise);
    }
}

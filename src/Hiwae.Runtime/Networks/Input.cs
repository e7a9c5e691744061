namespace Hiwae.Networks;

/// <summary>One parent at the input of a network.</summary>
public readonly record struct Input
{
    /// <summary>A vector.</summary>
    /// <param name="size">The parent's number of values, at least 1.</param>
    /// <param name="gain">Scales the initial weights from this parent; a small one makes the network start out nearly ignoring it.</param>
    /// <exception cref="ArgumentException">The size or the gain is not positive.</exception>
    public Input(int size, double gain = 1)
        : this([size], gain)
    {
    }

    /// <summary>A parent with a shape, such as [channels, height, width].</summary>
    /// <param name="shape">At least one dimension, each at least 1.</param>
    /// <param name="gain">Scales the initial weights from this parent.</param>
    /// <exception cref="ArgumentException">A dimension or the gain is not positive.</exception>
    public Input(ImmutableArray<int> shape, double gain = 1)
    {
        if (shape.IsDefaultOrEmpty || shape.Any(n => n < 1))
            throw new ArgumentException(
                $"The input has shape [{(shape.IsDefault ? "" : string.Join(", ", shape))}]; it needs at least one dimension, and each must be at least 1.", nameof(shape));
        if (!(gain > 0) || !double.IsFinite(gain))
            throw new ArgumentException($"The gain of the input is {gain}; it must be positive and finite.", nameof(gain));
        Shape = shape;
        Size = LayerShapes.Size(shape) is var size and <= int.MaxValue
            ? (int)size
            : throw new ArgumentException($"The input has {LayerText.Of(shape)} values; at most {int.MaxValue} are possible.", nameof(shape));
        Gain = gain;
        Reading = Activation.Identity;
    }

    /// <summary>The parent's shape, without batch and samples.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The parent's number of values.</summary>
    public int Size { get; }

    /// <summary>Scales the initial weights from this parent.</summary>
    public double Gain { get; }

    /// <summary>What the network reads of the parent, value by value: <see cref="Activation.Symlog"/>, log(1 + v), of positive numbers and of counts, and otherwise the value itself.</summary>
    public Activation Reading { get; init; }

    /// <summary>Whether shape, gain and reading are the same.</summary>
    public bool Equals(Input other) => Gain.Equals(other.Gain) && Reading == other.Reading && ShapeSpan.SequenceEqual(other.ShapeSpan);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Size, Gain, Reading, ShapeSpan.Length);

    private ReadOnlySpan<int> ShapeSpan => Shape.AsSpan();
}

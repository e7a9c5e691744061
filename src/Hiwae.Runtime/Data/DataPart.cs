namespace Hiwae.Data;

/// <summary>What of a data set fills one of a model's variables.</summary>
public abstract record DataPart
{
    private DataPart()
    {
    }

    private protected abstract DataPart Self { get; }

    /// <summary>One case for each kind of part.</summary>
    public TResult Match<TResult>(Func<Image, TResult> image, Func<Label, TResult> label, Func<Mask, TResult> mask) => Self switch
    {
        Image part => image(part),
        Label part => label(part),
        Mask part => mask(part),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The pixels.</summary>
    /// <param name="Binarisation">How they become zeros and ones; none where the variable takes intensities.</param>
    public sealed record Image(Binarisation Binarisation) : DataPart
    {
        private protected override DataPart Self => this;
    }

    /// <summary>The label, a single one among zeros.</summary>
    /// <param name="Classes">How many classes there are.</param>
    public sealed record Label(int Classes) : DataPart
    {
        private protected override DataPart Self => this;
    }

    /// <summary>Ones where a value is present, zeros where it is missing.</summary>
    /// <param name="Size">The number of values that it speaks of, or 1 where it speaks of all together.</param>
    public sealed record Mask(int Size) : DataPart
    {
        private protected override DataPart Self => this;
    }
}

using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>The part of a data set that fills one of a model's variables.</summary>
public abstract record DataPart
{
    private DataPart()
    {
    }

    private protected abstract DataPart Self { get; }

    /// <summary>One case for each kind of part.</summary>
    public TResult Match<TResult>(Func<Values, TResult> values, Func<Mask, TResult> mask) => Self switch
    {
        Values part => values(part),
        Mask part => mask(part),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Fields, one behind the other.</summary>
    /// <param name="Fields">At least one.</param>
    public sealed record Values(ImmutableArray<FieldPart> Fields) : DataPart
    {
        private protected override DataPart Self => this;
    }

    /// <summary>Ones where a value is present, zeros where it is missing.</summary>
    /// <param name="Variable">The variable that it speaks of.</param>
    /// <param name="Fields">What fills that one.</param>
    /// <param name="Size">The number of values that it speaks of, or 1 where it speaks of all together.</param>
    public sealed record Mask(string Variable, ImmutableArray<FieldPart> Fields, int Size) : DataPart
    {
        private protected override DataPart Self => this;

        /// <summary>Whether a split says itself what is missing.</summary>
        internal bool IsIn(DataSplit split) => Fields.Any(part => split.Find(part.Field.Name)?.Mask is not null);
    }
}

/// <summary>A field, and how its values are presented to a variable.</summary>
/// <param name="Field">The field.</param>
/// <param name="Presentation">The form of its values.</param>
public sealed record FieldPart(DataField Field, Presentation Presentation)
{
    /// <summary>The number of the variable's values that it fills.</summary>
    public int Size => Presentation.Match(pixels: _ => Field.Size, numbers: _ => Field.Size, oneHot: classes => classes.Classes, bit: _ => 1);
}

/// <summary>The form in which values of a field enter a model.</summary>
public abstract record Presentation
{
    private Presentation()
    {
    }

    private protected abstract Presentation Self { get; }

    /// <summary>One case for each form.</summary>
    public TResult Match<TResult>(Func<Pixels, TResult> pixels, Func<Numbers, TResult> numbers, Func<OneHot, TResult> oneHot, Func<Bit, TResult> bit) => Self switch
    {
        Pixels form => pixels(form),
        Numbers form => numbers(form),
        OneHot form => oneHot(form),
        Bit form => bit(form),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Pixels, as intensities or as zeros and ones.</summary>
    /// <param name="Binarisation">None where they are intensities.</param>
    public sealed record Pixels(Binarisation Binarisation) : Presentation
    {
        private protected override Presentation Self => this;
    }

    /// <summary>Numbers as they are.</summary>
    public sealed record Numbers : Presentation
    {
        private protected override Presentation Self => this;
    }

    /// <summary>A single one among zeros.</summary>
    /// <param name="Classes">The number of classes.</param>
    /// <param name="First">The number of the first class: 0, or 1 where labels are counted from there.</param>
    public sealed record OneHot(int Classes, int First = 0) : Presentation
    {
        private protected override Presentation Self => this;
    }

    /// <summary>The second of two classes as 1, the first as 0.</summary>
    /// <param name="First">The number of the first class.</param>
    public sealed record Bit(int First = 0) : Presentation
    {
        private protected override Presentation Self => this;
    }
}

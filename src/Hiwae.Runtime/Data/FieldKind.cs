using System.Text.Json.Serialization;

namespace Hiwae.Data;

/// <summary>What the values of a field are.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Pixels), "pixels")]
[JsonDerivedType(typeof(Numbers), "numbers")]
[JsonDerivedType(typeof(Label), "label")]
[JsonDerivedType(typeof(Category), "category")]
public abstract record FieldKind
{
    private FieldKind()
    {
    }

    private protected abstract FieldKind Self { get; }

    /// <summary>One case for each kind.</summary>
    public TResult Match<TResult>(Func<Pixels, TResult> pixels, Func<Numbers, TResult> numbers, Func<Label, TResult> label, Func<Category, TResult> category) => Self switch
    {
        Pixels kind => pixels(kind),
        Numbers kind => numbers(kind),
        Label kind => label(kind),
        Category kind => category(kind),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>An image: [data, size], 32-bit floats in [0, 1], or bytes, of which 255 stands for 1.</summary>
    /// <param name="Binarisation">How pixels become zeros and ones for a density on these.</param>
    /// <param name="White">The byte of the files that was read as a pixel that is on: 255 for grey levels, 1 where there were zeros and ones alone.</param>
    public sealed record Pixels(Binarisation Binarisation, int White = FieldValues.White) : FieldKind
    {
        private protected override FieldKind Self => this;
    }

    /// <summary>Numbers: [data, size], 32-bit floats.</summary>
    /// <param name="Scaling">How they were shifted and scaled; null where they are as they were.</param>
    public sealed record Numbers([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Scaling? Scaling = null) : FieldKind
    {
        private protected override FieldKind Self => this;
    }

    /// <summary>The number of a class: [data], 64-bit integers. Classes are counted from 0 to the largest label, or from 1 where none is 0, unless it is known how they are.</summary>
    /// <param name="First">The number of the first class, where it is known.</param>
    /// <param name="Classes">The number of classes, as a model was trained on them; null where the data say.</param>
    public sealed record Label(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int First = 0,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Classes = null) : FieldKind
    {
        private protected override FieldKind Self => this;
    }

    /// <summary>One of some names: [data], 64-bit integers, the place of the name among the levels.</summary>
    /// <param name="Levels">The names.</param>
    public sealed record Category(ImmutableArray<string> Levels) : FieldKind
    {
        private protected override FieldKind Self => this;

        /// <summary>The number of those that a model was trained on, which come first; all of them where no model was.</summary>
        [JsonIgnore]
        public int Known { get; init; } = Levels.Length;

        /// <inheritdoc/>
        public bool Equals(Category? other) => other is not null && Known == other.Known && Levels.SequenceEqual(other.Levels, StringComparer.Ordinal);

        /// <inheritdoc/>
        public override int GetHashCode() => Levels.Length;
    }
}

/// <summary>Numbers that were standardised: (value − mean) / deviation, each with its own.</summary>
/// <param name="Means">Over the data for training that are not missing.</param>
/// <param name="Deviations">The standard deviations over the same; 1 where they do not vary.</param>
public sealed record Scaling(ImmutableArray<double> Means, ImmutableArray<double> Deviations)
{
    /// <summary>The numbers as they were before.</summary>
    /// <param name="values">[…, size].</param>
    public Tensor Undo(Tensor values)
    {
        using var scope = NewDisposeScope();
        return ((values * Row(Deviations, values)) + Row(Means, values)).MoveToOuterDisposeScope();
    }

    /// <summary>The numbers shifted and scaled.</summary>
    /// <param name="values">[…, size].</param>
    public Tensor Apply(Tensor values)
    {
        using var scope = NewDisposeScope();
        return ((values - Row(Means, values)) / Row(Deviations, values)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public bool Equals(Scaling? other) => other is not null && Means.SequenceEqual(other.Means) && Deviations.SequenceEqual(other.Deviations);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Means.Length, Means.FirstOrDefault(), Deviations.FirstOrDefault());

    private static Tensor Row(ImmutableArray<double> numbers, Tensor like) => tensor(numbers.ToArray()).to_type(like.dtype).to(like.device);
}

namespace Hiwae.Programs;

/// <summary>The level of a value: what it has one row for. A value may be computed from others of the same or a lower level.</summary>
public enum Level
{
    /// <summary>Computed from parameters alone.</summary>
    Once,

    /// <summary>Each datum.</summary>
    Datum,

    /// <summary>Each draw of what the proposals share: in training as many as data.</summary>
    Group,

    /// <summary>Each proposal.</summary>
    Sample,

    /// <summary>Each state of the enumerated variables, for each proposal.</summary>
    State,
}

/// <summary>The extents of an image. Within a program, images lie in memory with the channels last.</summary>
/// <param name="Channels">Values for each pixel.</param>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels of a row.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>The number of pixels.</summary>
    public int Pixels => Height * Width;

    /// <summary>The number of values.</summary>
    public int Size => Channels * Pixels;
}

/// <summary>A value of a program: a matrix with one row for each datum, group or proposal, as its level says.</summary>
/// <param name="Id">The index among the values of the program.</param>
/// <param name="Level">The level.</param>
/// <param name="Rows">The number of rows where the level is <see cref="Level.Once"/>: 1, or one for each proposal or component; else 0.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="Image">The extents of the image that a row is; null for a vector.</param>
public readonly record struct Value(int Id, Level Level, int Rows, int Columns, ImageShape? Image = null)
{
    /// <summary>Pixels of an image, 1 for a vector: what each column of a vector, or channel of an image, stands at.</summary>
    internal int Positions => Image?.Pixels ?? 1;

    /// <summary>The columns of a vector, or the channels of an image.</summary>
    internal int Features => Image?.Channels ?? Columns;
}

/// <summary>The source of a value.</summary>
public abstract record ValueSource
{
    private ValueSource()
    {
    }

    /// <summary>An operation gives it.</summary>
    public sealed record Computed : ValueSource;

    /// <summary>A parameter of the network.</summary>
    /// <param name="Index">The index among the program's parameters.</param>
    public sealed record Parameter(int Index) : ValueSource;

    /// <summary>A variable of the observation.</summary>
    /// <param name="Index">The index in the observation.</param>
    public sealed record Data(int Index) : ValueSource;

    /// <summary>Random numbers. Their order among the values is that in which they are drawn.</summary>
    /// <param name="Kind">The distribution.</param>
    public sealed record Random(NoiseKind Kind) : ValueSource;

    /// <summary>A latent variable whose values the run is given: a gradient goes there.</summary>
    /// <param name="Index">The index among the latent variables.</param>
    public sealed record Latent(int Index) : ValueSource;

    /// <summary>A row of zeros.</summary>
    public sealed record Zero : ValueSource;

    /// <summary>Another value as it stands, to which no gradient goes back.</summary>
    /// <param name="Of">The other value's place; its source is another kind.</param>
    public sealed record Constant(int Of) : ValueSource;
}

/// <summary>A value, with its source in a program.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">The source.</param>
/// <param name="IsDifferentiable">Whether a parameter that is learned, or a latent value that is given, leads to it.</param>
public sealed record Origin(Value Value, ValueSource Source, bool IsDifferentiable);

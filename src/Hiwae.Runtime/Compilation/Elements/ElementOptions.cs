namespace Hiwae.Compilation.Elements;

/// <summary>What is known of the arrays that an <see cref="ElementProgram"/> runs over.</summary>
internal sealed record ElementOptions
{
    /// <summary>Nothing special.</summary>
    public static ElementOptions None { get; } = new();

    /// <summary>Inputs that are one number for all elements.</summary>
    public ImmutableArray<int> Single { get; init; } = [];

    /// <summary>Outputs that are one number, the sum over all elements.</summary>
    public ImmutableArray<int> Summed { get; init; } = [];

    /// <summary>Whether an output may be the same array as an input; if none is, a program may be shorter.</summary>
    public bool IsInPlace { get; init; } = true;
}

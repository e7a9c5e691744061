namespace Hiwae.Training;

/// <summary>Consecutive numbers of one parameter, with the moments that a step of Adam reads and changes.</summary>
internal unsafe struct AdamSlice
{
    /// <summary>The parameter's numbers.</summary>
    public float* Values;

    /// <summary>Their gradient.</summary>
    public float* Gradients;

    /// <summary>The first moments.</summary>
    public float* Means;

    /// <summary>The second moments.</summary>
    public float* Squares;

    /// <summary>The largest second moments so far; null where they are not asked for.</summary>
    public float* Largest;

    /// <summary>The number of floats.</summary>
    public long Count;

    /// <summary>−α / (1 − β₁ᵗ) at the parameter's step t.</summary>
    public float Rate;

    /// <summary>1 / √(1 − β₂ᵗ).</summary>
    public float Correction;

    /// <summary>Some of the numbers.</summary>
    public readonly AdamSlice Part(long from, long count) => this with
    {
        Values = Values + from,
        Gradients = Gradients + from,
        Means = Means + from,
        Squares = Squares + from,
        Largest = Largest is null ? null : Largest + from,
        Count = count,
    };
}

/// <summary>The numbers of Adam's rule that are the same for all parameters.</summary>
/// <param name="Beta1">β₁.</param>
/// <param name="Rest1">1 − β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Rest2">1 − β₂.</param>
/// <param name="Eps">ε.</param>
internal readonly record struct AdamRule(float Beta1, float Rest1, float Beta2, float Rest2, float Eps);

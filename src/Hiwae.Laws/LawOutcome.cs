namespace Hiwae;

/// <summary>What became of a law.</summary>
public enum LawOutcome
{
    /// <summary>No case contradicted it.</summary>
    Holds,

    /// <summary>A case contradicts it.</summary>
    Broken,

    /// <summary>It says nothing about the model, or could not be measured; <see cref="LawResult.Reason"/> says why.</summary>
    DoesNotApply,
}

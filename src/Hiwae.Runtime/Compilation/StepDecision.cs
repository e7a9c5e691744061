namespace Hiwae.Compilation;

/// <summary>Which path a model's steps take.</summary>
/// <param name="IsCompiled">Whether it is the compiled one.</param>
/// <param name="Reason">Why, as a clause.</param>
public readonly record struct StepDecision(bool IsCompiled, string Reason)
{
    /// <summary>The path, with the reason after it.</summary>
    public override string ToString() => $"{(IsCompiled ? "compiled" : "portable")}: {Reason}";
}

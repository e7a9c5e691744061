namespace Hiwae.Explanation;

/// <summary>Why the estimate ŵ of a declared model has the mean p(x) (docs/method.md), and what that does not say.</summary>
/// <param name="Steps">The argument.</param>
/// <param name="NotClaimed">What does not follow.</param>
public sealed record Unbiasedness(ImmutableArray<ArgumentStep> Steps, ImmutableArray<string> NotClaimed)
{
    /// <summary>The argument for a model, of its own factors and weights.</summary>
    public static Unbiasedness Of(ModelDescription model) =>
        new([.. new UnbiasednessSteps(model).All()], [.. Limits.Of(model)]);
}

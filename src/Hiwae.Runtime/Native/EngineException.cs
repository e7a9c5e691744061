namespace Hiwae.Native;

/// <summary>The tensor engine cannot start.</summary>
/// <param name="failure">Why, and what helps.</param>
public sealed class EngineException(EngineStart.Failed failure) : Exception($"{failure.Problem} {failure.Remedy}");

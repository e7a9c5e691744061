using Hiwae.Cli.Runs;

namespace Hiwae.Cli.Evaluate;

/// <summary>What <c>evaluate</c> was asked for.</summary>
/// <param name="Folder">The run.</param>
/// <param name="Source">Where the images come from; null for the run's own.</param>
/// <param name="Missing">The fraction of the values under a mask that is missing; null for the run's own.</param>
/// <param name="Test">How to test.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record EvaluateRequest(string Folder, string? Source, double? Missing, TestRequest Test, bool Json);

namespace Hiwae.Cli.Models;

/// <summary>What <c>models --json</c> prints.</summary>
internal sealed record ModelsResult(IReadOnlyList<ModelResult> Models);

/// <summary>One model of the catalogue.</summary>
internal sealed record ModelResult(
    string Name, string Summary, string Factorisation, string Weights, int Samples, long Parameters,
    IReadOnlyList<string> Features, IReadOnlyList<string> Given);

using System.Text.Json.Serialization;
using Hiwae.Studies.Coupling;

namespace Hiwae.Cli.Study;

/// <summary>The result of <c>study coupling --json</c>.</summary>
/// <param name="Cells">Every cell that was done, in order.</param>
/// <param name="Rows">Means over seeds.</param>
/// <param name="Differences">Paired differences of gaps.</param>
/// <param name="Verdicts">In how many settings a difference is clear.</param>
/// <param name="Pictures">The pictures' files.</param>
/// <param name="Folder">Where they are, and the cells with them.</param>
/// <param name="Interrupted">Whether the user stopped it before its end.</param>
internal sealed record CouplingResult(
    IReadOnlyList<CellResult> Cells, IReadOnlyList<Row> Rows, IReadOnlyList<Difference> Differences, IReadOnlyList<Verdict> Verdicts, IReadOnlyList<string> Pictures, string Folder, bool Interrupted);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CouplingResult))]
internal sealed partial class CouplingJson : JsonSerializerContext;

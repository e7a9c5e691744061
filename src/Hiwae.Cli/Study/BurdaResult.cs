using System.Text.Json.Serialization;
using Hiwae.Cli.Options;
using Hiwae.Studies.Burda;

namespace Hiwae.Cli.Study;

/// <summary>A row of the table.</summary>
/// <param name="Layers">Stochastic layers.</param>
/// <param name="Samples">K.</param>
/// <param name="Gradient">The estimator of the gradient.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Nll">−log p(x) in nats; null where it is not finite.</param>
/// <param name="NllStandardError">Its standard error over test images.</param>
/// <param name="Epochs">The epochs that it was trained for.</param>
/// <param name="Published">What others reached after 3,280 epochs; null where nothing is known, or the data are others.</param>
/// <param name="Source">Who.</param>
internal sealed record BurdaRow(int Layers, int Samples, string Gradient, long Seed, double? Nll, double? NllStandardError, int Epochs, double? Published, string? Source)
{
    /// <summary>The rows of what is done, in the order of the table.</summary>
    public static IReadOnlyList<BurdaRow> Of(IEnumerable<CellResult> cells, IReadOnlyList<Anchor> anchors) =>
    [
        .. from cell in cells
           let gradient = Enum.Parse<Gradient>(cell.Gradient)
           let anchor = anchors.FirstOrDefault(anchor => (anchor.Layers, anchor.Samples, anchor.Gradient) == (cell.Layers, cell.Samples, gradient))
           orderby cell.Layers, cell.Samples, gradient, cell.Seed
           select new BurdaRow(cell.Layers, cell.Samples, GradientNames.Of(gradient).Option, cell.Seed, cell.Nll, cell.NllStandardError, cell.Epochs, anchor?.Nll, anchor?.Source),
    ];
}

/// <summary>The result of <c>study burda --json</c>.</summary>
/// <param name="Epochs">Of each cell.</param>
/// <param name="Rows">The table.</param>
/// <param name="Cells">Every cell that was done.</param>
/// <param name="Timings">What cells cost, as measured when the study began; empty where the number of epochs was given.</param>
/// <param name="Folder">Where they are, and the table with them.</param>
/// <param name="Interrupted">Whether the user stopped it before its end.</param>
internal sealed record BurdaResult(
    int Epochs, IReadOnlyList<BurdaRow> Rows, IReadOnlyList<CellResult> Cells, IReadOnlyList<Timing> Timings, string Folder, bool Interrupted);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BurdaResult))]
internal sealed partial class BurdaResultJson : JsonSerializerContext;

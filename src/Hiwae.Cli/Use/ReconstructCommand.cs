using System.CommandLine;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data.Writing;

namespace Hiwae.Cli.Use;

/// <summary><c>reconstruct RUN_DIR</c>: what a trained model makes of data that it sees.</summary>
internal static class ReconstructCommand
{
    public static Command Create(Session session) => UseCommand.Create(
        session,
        "reconstruct",
        "What a trained model makes of data that it sees, E[x' | x]: images above their reconstructions, an array, or a table.",
        new(DataPartChoice.Test, Run.DefaultSamples, "A picture (.png, .svg), an array (.npy) or a table (.csv)"),
        [],
        _ => new ReconstructQuestion(),
        "reconstruct runs/first",
        "reconstruct runs/first --limit 32 --out faces.svg",
        "reconstruct runs/first --split all --out all.npy");
}

/// <summary>Posterior predictive means.</summary>
internal sealed record ReconstructQuestion : IQuestion
{
    private const int Across = 16;
    private const int MostRows = 8;
    private const int RowsAtOnce = 50;

    /// <inheritdoc/>
    public int? Most => null;

    /// <inheritdoc/>
    public UseResult? Ask<TModel>(Run<TModel> run, Asked asked) where TModel : class, IModel<TModel>
    {
        asked.Output.Check(asked.Picture is null ? [".csv", ".npy"] : [".png", ".svg", ".npy", ".csv"]);
        var isDrawn = asked.Output.Ending is null or ".png" or ".svg";
        var some = asked.Picture is not null && isDrawn ? asked with { Split = asked.Split.Take(Across * MostRows) } : asked;
        if (some.InBlocks("reconstruct", RowsAtOnce, (block, seed) => run.Reconstruct(block, asked.Request.Samples, seed)) is not { } blocks)
            return null;
        VariableDescription[] observed = [.. TModel.Description.Observed];
        Tensor[] means = [.. observed.Select((_, i) => torch.cat([.. blocks.Select(block => block[i])]))];
        var count = some.Split.Count;
        if (asked.Picture is { } field && isDrawn)
        {
            var originals = DataPictures.Of(some.Split.Find(field.Name)!.Intensities(), field);
            var made = DataPictures.Of(means[Array.FindIndex(observed, variable => variable == asked.Binding.Image)], field);
            var pairs = originals.Chunk(Across).Zip(made.Chunk(Across), (above, below) => (IReadOnlyList<IReadOnlyList<PixelImage>>)[above, below]).ToArray();
            return UseCommand.Answer(count, OutputFiles.Write(
                asked.Output.PathOf("reconstructions.png"),
                $"{Numbers.Count(count)} {ChosenData.Name(asked.Request.Part)}images above their reconstructions",
                DataPictures.Sheet(pairs, labels: [.. pairs.SelectMany(_ => new[] { "data", "model" })])));
        }

        return UseCommand.Answer(count, asked.Output.Wants(".npy", isUsual: false)
            ? OutputFiles.Write(asked.Output.PathOf("reconstructions.npy"), $"reconstructions of {observed[0].Name}", means[0])
            : OutputFiles.Write(
                asked.Output.PathOf("reconstructions.csv"), $"{Numbers.Count(count)} reconstructed rows", [RowColumn.Of(asked.Split), .. observed.Zip(means).SelectMany(pair => TableColumns.Of(asked.Binding, pair.First, pair.Second))]));
    }
}

/// <summary>The numbers of data in their source where they are from one place, else in their split, as the first column of a table.</summary>
internal static class RowColumn
{
    /// <summary>A column of the name <c>row</c>, counted from 0.</summary>
    public static TextColumn Of(Hiwae.Data.DataSplit split) =>
        new("row", [.. Enumerable.Range(0, split.Count).Select(i => (split.Rows.IsEmpty ? i : split.Rows[i]).ToString(CultureInfo.InvariantCulture))]);
}

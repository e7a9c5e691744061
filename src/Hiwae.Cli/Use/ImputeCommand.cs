using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Data.Writing;
using Hiwae.Training;

namespace Hiwae.Cli.Use;

/// <summary><c>impute RUN_DIR</c>: data with what was missing filled in.</summary>
internal static class ImputeCommand
{
    public static Command Create(Session session)
    {
        var draws = NumberOption.Whole("--draws", "Joint draws of what is missing besides its mean (default 0).", 0, 1000);
        return UseCommand.Create(
            session,
            "impute",
            "Data with what was missing filled in: by its posterior mean, or the most probable class, and as often as is asked for by a draw.",
            new(DataPartChoice.All, 1000, "A table (.csv), a picture (.png, .svg) or an array (.npy)"),
            [draws],
            parsed => new ImputeQuestion(parsed.GetValue(draws) ?? 0),
            "impute runs/people --out complete.csv",
            "impute runs/people --draws 20 --out draws.csv",
            "impute runs/masked --split test --limit 16 --draws 4");
    }
}

/// <summary>Missing values filled in.</summary>
/// <param name="Draws">The number of draws.</param>
internal sealed record ImputeQuestion(int Draws) : IQuestion
{
    private const int RowsAtOnce = 50;
    private const int MostPictures = 16;
    private const float Grey = 0.5f;

    /// <inheritdoc/>
    public int? Most => null;

    /// <inheritdoc/>
    public UseResult? Ask<TModel>(Run<TModel> run, Asked asked) where TModel : class, IModel<TModel>
    {
        var model = TModel.Description;
        if (model.Observed.All(variable => variable.Mask is null))
            throw new UsageException($"{model.Name} has no mask, so that nothing can be missing; declare [Mask(…)] on an observed variable, and train again.");
        asked.Output.Check(asked.Picture is null ? [".csv", ".npy"] : [".png", ".svg", ".npy", ".csv"]);
        var isDrawn = asked.Picture is not null && asked.Output.Ending is null or ".png" or ".svg";
        var some = isDrawn ? asked with { Split = asked.Split.Take(MostPictures) } : asked;
        var observation = some.Observation;
        if (some.InBlocks("impute", RowsAtOnce, (block, seed) => run.Impute(block, Math.Max(1, Draws), asked.Request.Samples, seed)) is not { } blocks)
            return null;
        var imputed = new Imputation([.. model.Observed.Select(variable => new ImputedVariable(
            variable,
            torch.cat([.. blocks.Select(block => block[variable.Name].Mean)]),
            torch.cat([.. blocks.Select(block => block[variable.Name].Draws)], 1)))]);
        var missing = Missing(model, observation);
        var answer = isDrawn ? Picture(some, imputed, observation)
            : asked.Output.Wants(".npy", isUsual: false)
                ? UseCommand.Answer(some.Split.Count, OutputFiles.Write(asked.Output.PathOf("imputed.npy"), $"{imputed.Variables[0].Variable.Name} filled in", imputed.Variables[0].Mean))
                : UseCommand.Answer(some.Split.Count, OutputFiles.Write(asked.Output.PathOf("imputed.csv"), Title(some.Split.Count), Table(some, imputed)));
        return answer with
        {
            Summary = new Dictionary<string, double> { ["missing"] = missing },
            Lines = [missing == 0 ? $"Nothing is missing from these {asked.Binding.Data.Noun.Many}." : $"{Numbers.Count((long)missing)} {(missing == 1 ? "value was" : "values were")} missing, and filled in."],
        };
    }

    private string Title(int count) => $"{Numbers.Count(count)} rows without gaps{(Draws > 0 ? $", by mean (draw 0) and by {Draws} {(Draws == 1 ? "draw" : "draws")}" : "")}";

    private static double Missing(ModelDescription model, Observation observation) =>
        model.Data.Zip(observation.Values).Where(pair => model.IsMask(pair.First)).Sum(pair => pair.Second.eq(0).sum().ToInt64());

    /// <summary>All fields in their order, those of masked variables filled in; where there are draws, the means and each of the draws below one another.</summary>
    private IReadOnlyList<TextColumn> Table(Asked asked, Imputation imputed)
    {
        var versions = Enumerable.Range(0, Draws + 1).Select(draw => Version(asked, variable => draw == 0 ? variable.Mean : variable.Draws[draw - 1], imputed)).ToArray();
        if (Draws == 0)
            return versions[0];
        var rows = asked.Split.Count;
        return
        [
            new("row", [.. Enumerable.Repeat(RowColumn.Of(asked.Split).Cells, Draws + 1).SelectMany(cells => cells)]),
            new("draw", [.. Enumerable.Range(0, Draws + 1).SelectMany(draw => Enumerable.Repeat(draw.ToString(CultureInfo.InvariantCulture), rows))]),
            .. versions[0].Select((column, c) => column with { Cells = [.. versions.SelectMany(version => version[c].Cells)] }),
        ];
    }

    /// <summary>Cells that were there keep their text: what went through a model's single precision may not be what the file has.</summary>
    private static IReadOnlyList<TextColumn> Version(Asked asked, Func<ImputedVariable, Tensor> values, Imputation imputed)
    {
        var filled = imputed.Variables.Where(variable => variable.Variable.Mask is not null)
            .SelectMany(variable => TableColumns.Of(asked.Binding, variable.Variable, values(variable)))
            .ToDictionary(column => column.Name);
        return
        [
            .. asked.Split.Fields.SelectMany(TableColumns.Of).Select(column => filled.TryGetValue(column.Name, out var other)
                ? column with { Cells = [.. column.Cells.Zip(other.Cells, (cell, guess) => cell.Length == 0 ? guess : cell)] }
                : column),
        ];
    }

    private UseResult Picture(Asked asked, Imputation imputed, Observation observation)
    {
        var field = asked.Picture!;
        var variable = asked.Binding.Image!;
        var mask = variable.Mask is { } name ? observation.Values[asked.Binding.Model.Data.ToList().FindIndex(other => other.Name == name)] : null;
        var original = observation.Values[asked.Binding.Model.Data.ToList().IndexOf(variable)].reshape(asked.Split.Count, -1);
        var seen = mask is null ? original : torch.where(mask.reshape(asked.Split.Count, -1).gt(0), original, torch.full_like(original, Grey));
        var filled = imputed[variable.Name];
        IReadOnlyList<PixelImage>[] rows =
        [
            DataPictures.Of(seen, field), DataPictures.Of(filled.Mean, field), .. Enumerable.Range(0, Draws).Select(draw => DataPictures.Of(filled.Draws[draw], field)),
        ];
        var sheet = DataPictures.Sheet([rows], labels: ["given", "mean", .. Enumerable.Range(1, Draws).Select(draw => $"draw {draw}")]);
        return UseCommand.Answer(asked.Split.Count, OutputFiles.Write(asked.Output.PathOf("imputed.png"), $"{asked.Split.Count} images with what is missing in grey, and filled in", sheet));
    }
}

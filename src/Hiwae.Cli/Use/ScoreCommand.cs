using System.CommandLine;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data.Writing;
using Hiwae.Evaluation;

namespace Hiwae.Cli.Use;

/// <summary><c>score RUN_DIR</c>: how likely each datum is.</summary>
internal static class ScoreCommand
{
    public static Command Create(Session session) => UseCommand.Create(
        session,
        "score",
        "log p(x) of each datum with its standard error: data that are unlike those of the training have the lowest.",
        new(DataPartChoice.Test, 1000, "A table (.csv)", takesAllOfOthers: true),
        [],
        _ => new ScoreQuestion(),
        "score runs/first --out scores.csv",
        "score runs/people --data new.csv --out scores.csv",
        "score runs/first --limit 500 --samples 5000 --json");
}

/// <summary>The log-likelihood of each datum.</summary>
internal sealed record ScoreQuestion : IQuestion
{
    private const int RowsAtOnce = 20;
    private const int Shown = 5;

    private static readonly string[] Columns = ["least likely", ">log p(x)", ">± s.e."];

    /// <inheritdoc/>
    public int? Most => null;

    /// <inheritdoc/>
    public UseResult? Ask<TModel>(Run<TModel> run, Asked asked) where TModel : class, IModel<TModel>
    {
        asked.Output.Check(".csv");
        if (asked.InBlocks("score", RowsAtOnce, (block, seed) => run.LogLikelihood(block, asked.Request.Samples, seed)) is not { } blocks)
            return null;
        LogEstimate[] scores = [.. blocks.SelectMany(block => block)];
        var rows = RowColumn.Of(asked.Split);
        IReadOnlyList<TextColumn> table =
        [
            rows,
            .. EncodeQuestion.Classes(asked.Split),
            new("log_likelihood", [.. scores.Select(score => Text(score.Value, "G9"))]),
            new("standard_error", [.. scores.Select(score => Text(score.StandardError, "G4"))]),
        ];
        var all = LogLikelihood.From([.. scores.Select(score => score.Value)], asked.Request.Samples);
        return UseCommand.Answer(scores.Length, OutputFiles.Write(asked.Output.PathOf("scores.csv"), $"log p(x) of {Numbers.Count(scores.Length)} {asked.Binding.Data.Noun.Many} in nats", table)) with
        {
            Columns = Columns,
            Rows = [.. scores.Index().OrderBy(at => at.Item.Value).Take(Shown).Select(at => (string[])[$"{asked.Binding.Data.Noun.One} {rows.Cells[at.Index]}", Text(at.Item.Value, "F2"), Text(at.Item.StandardError, "F2")])],
            Lines = [string.Create(CultureInfo.InvariantCulture, $"mean log p(x) {all.Mean:F2}{(double.IsNaN(all.StandardError) ? "" : $" ± {all.StandardError:F2}")} nats")],
            Summary = new Dictionary<string, double> { ["mean_log_likelihood"] = all.Mean, ["lowest"] = scores.Min(score => score.Value) },
        };
    }

    private static string Text(double value, string format) => double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);
}

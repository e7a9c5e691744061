using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Networks;

namespace Hiwae.Cli.Use;

/// <summary><c>sample RUN_DIR</c>: new data from a trained model.</summary>
internal static class SampleCommand
{
    private const int DefaultCount = 64;

    public static Command Create(Session session)
    {
        var count = NumberOption.Whole("--count", $"The number of samples (default {DefaultCount}).", 1, 1_000_000);
        var given = CommonOptions.NotEmpty(new("--given")
        {
            HelpName = "CLASS,…",
            Description = "For a model of data given a label: the classes that are sampled, in turn; COLUMN=CLASS where there are several (default: those of the data).",
        });
        var draws = new Option<bool>("--draws") { Description = "Draw the pixels too, instead of showing their means." };
        return UseCommand.Create(
            session,
            "sample",
            "New data from a trained model: a picture of images and their array, or a table.",
            new(DataPartChoice.Test, 1, "A picture (.png, .svg), an array (.npy) or a table (.csv)"),
            [count, given, draws],
            parsed => new SampleQuestion(parsed.GetValue(count) ?? DefaultCount, parsed.GetValue(given), parsed.GetValue(draws)),
            "sample runs/first",
            "sample runs/first --count 100 --given 3,7 --out threes-and-sevens.png",
            "sample runs/people --count 1000 --out people.csv");
    }
}

/// <summary>New data.</summary>
/// <param name="Count">How many.</param>
/// <param name="Given">The classes that are given, as written; null for those of the data.</param>
/// <param name="Draws">Whether images are drawn, rather than their means.</param>
internal sealed record SampleQuestion(int Count, string? Given, bool Draws) : IQuestion
{
    /// <inheritdoc/>
    public int? Most => Count;

    /// <inheritdoc/>
    public bool IsOfData => false;

    /// <inheritdoc/>
    public UseResult? Ask<TModel>(Run<TModel> run, Asked asked) where TModel : class, IModel<TModel>
    {
        var model = TModel.Description;
        asked.Output.Check(asked.Picture is null ? [".csv", ".npy"] : [".png", ".svg", ".npy", ".csv"]);
        if (model.HasTarget)
            throw new UsageException($"{model.Name} has a target, which need not be normalised, so that nothing can be drawn from it.");
        using var mode = EvaluationMode.Begin();
        var trace = run.Sample(Count, asked.Request.Seed, GivenValues.Of(asked, Count, Given));
        var shown = asked.Picture is not null && !Draws ? run.Network.Decode(trace).Variables : trace.Variables;
        var observed = model.Variables.Zip(shown).Where(pair => pair.First.Role == Role.Observed).ToArray();
        var written = new List<(WrittenFile?, string?)>();
        foreach (var ending in new[] { ".png", ".svg" }.Where(ending => asked.Picture is not null && asked.Output.Wants(ending, ending == ".png")))
        {
            var pictures = DataPictures.Of(observed.First(pair => pair.First == asked.Binding.Image).Second, asked.Picture!);
            var sheet = DataPictures.Sheet([[.. pictures.Chunk((int)Math.Ceiling(Math.Sqrt(Count)))]]);
            written.Add(OutputFiles.Write(asked.Output.PathOf("samples" + ending), Title("samples"), sheet));
        }

        if (asked.Output.Wants(".npy", asked.Picture is not null))
        {
            var (variable, values) = asked.Picture is null ? observed[0] : observed.First(pair => pair.First == asked.Binding.Image);
            written.Add(OutputFiles.Write(asked.Output.PathOf("samples.npy"), Title($"samples of {variable.Name}"), values.reshape([Count, .. variable.Shape.Select(size => (long)size)])));
        }

        if (asked.Output.Wants(".csv", asked.Picture is null))
            written.Add(OutputFiles.Write(asked.Output.PathOf("samples.csv"), Title("samples"), [.. observed.SelectMany(pair => TableColumns.Of(asked.Binding, pair.First, pair.Second))]));
        return UseCommand.Answer(Count, written);
    }

    private string Title(string what) => $"{Numbers.Count(Count)} {what}{(Draws ? ", drawn" : "")}";
}

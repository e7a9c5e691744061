using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Data;

namespace Hiwae.Cli.Use;

/// <summary>What a command asks of a trained model.</summary>
/// <param name="Folder">The run.</param>
/// <param name="Images">The data.</param>
/// <param name="Part">The split of the data.</param>
/// <param name="Limit">The number of data, from the first on; null for all, or as many as suit the command.</param>
/// <param name="Samples">Draws from the proposals for each datum.</param>
/// <param name="Seed">The seed of all draws.</param>
/// <param name="Out">The file to write; null for one in the run's folder.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record UseRequest(string Folder, ImageRequest Images, DataPartChoice Part, int? Limit, int Samples, long Seed, string? Out, bool Json);

/// <summary>A split, or all data.</summary>
internal enum DataPartChoice
{
    /// <summary>The data for the test.</summary>
    Test,

    /// <summary>The data for validation.</summary>
    Validation,

    /// <summary>The data for training.</summary>
    Train,

    /// <summary>Everything in the order of the source.</summary>
    All,
}

/// <summary>The options that commands over a trained model share.</summary>
/// <param name="defaultPart">The split where none is named.</param>
/// <param name="defaultSamples">The draws where no number is named.</param>
/// <param name="what">What <c>--out</c> is, such as <c>The picture (.png) or table (.csv)</c>.</param>
/// <param name="takesAllOfOthers">Whether of other data than the run's all are taken.</param>
internal sealed class UseOptions(DataPartChoice defaultPart, int defaultSamples, string what, bool takesAllOfOthers = false)
{
    private readonly Argument<string> folder = CommonOptions.RunFolder();
    private readonly Option<string?> data = CommonOptions.Data("what the run was trained on");
    private readonly Option<DataPartChoice?> part = ChoiceOption.Create<DataPartChoice?>(
        "--split", $"Which data: test, validation, train, or all in their order (default {defaultPart.ToString().ToLowerInvariant()}{(takesAllOfOthers ? "; all of what --data names" : "")}).",
        [("test", DataPartChoice.Test), ("validation", DataPartChoice.Validation), ("train", DataPartChoice.Train), ("all", DataPartChoice.All)]);

    private readonly Option<int?> limit = NumberOption.Whole("--limit", "The first N of the data only.", 1);
    private readonly Option<int?> samples = NumberOption.Whole("--samples", $"Draws from the proposals for each datum, rounded up to whole groups of K (default {defaultSamples}).", 1);
    private readonly Option<long?> seed = CommonOptions.Seed("the draws");
    private readonly Option<int?> threads = CommonOptions.Threads();
    private readonly Option<string?> output = CommonOptions.NotEmpty(new("--out") { HelpName = "FILE", Description = $"{what}; the ending says which (default: in the run's folder)." });
    private readonly Option<bool> json = CommonOptions.Json();

    /// <summary>Adds arguments and options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(folder);
        foreach (var option in (Option[])[data, part, limit, samples, seed, threads, output, json])
            command.Options.Add(option);
    }

    /// <summary>The request, and the run with its model.</summary>
    public UseRequest From(ParseResult parsed)
    {
        CommonOptions.ApplyThreads(parsed.GetValue(threads));
        var source = parsed.GetValue(data);
        return new(
            parsed.GetRequiredValue(folder),
            new(source),
            parsed.GetValue(part) ?? (takesAllOfOthers && source is not null ? DataPartChoice.All : defaultPart),
            parsed.GetValue(limit),
            parsed.GetValue(samples) ?? defaultSamples,
            parsed.GetValue(seed) ?? CommonOptions.DefaultSeed,
            parsed.GetValue(output),
            parsed.GetValue(json));
    }
}

/// <summary>The data of a request.</summary>
internal static class ChosenData
{
    /// <summary>The split, as a copy or a view that goes with the set; at most so many data.</summary>
    public static DataSplit Of(DataSet data, DataPartChoice part, int? limit)
    {
        var split = part switch
        {
            DataPartChoice.Validation => data.Validation,
            DataPartChoice.Train => data.Train,
            DataPartChoice.All => data.Everything(),
            _ => data.Test,
        };
        return limit is { } count ? split.Take(count) : split;
    }

    /// <summary>The name of a split, before a noun.</summary>
    public static string Name(DataPartChoice part) => part switch
    {
        DataPartChoice.Validation => "validation ",
        DataPartChoice.Train => "training ",
        DataPartChoice.All => "",
        _ => "test ",
    };
}

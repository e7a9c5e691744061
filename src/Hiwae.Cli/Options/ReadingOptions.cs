using System.CommandLine;
using Hiwae.Cli.Terminal;
using Hiwae.Data;

namespace Hiwae.Cli.Options;

/// <summary>Options that say how files become a data set, where their content leaves it open.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<double?> validation = NumberOption.Fraction(
        "--validation", "The fraction of the training data that is kept for validation where the files have none for it (default: a sixth where there are test data, of arrays as a rule the last ones; else 0.1, drawn).");

    private readonly Option<double?> test = NumberOption.Fraction("--test", "The fraction for the test where the files have none for it (default 0.1).");
    private readonly Option<long?> seed = NumberOption.Seed("--split-seed", "The seed of which data are drawn for validation and test (default 0, whatever --seed is).");
    private readonly Option<bool> transpose = new("--transpose") { Description = "Turn rows of pixels into columns, as EMNIST's and MATLAB's images need it." };
    private readonly Option<int?> width = NumberOption.Whole("--width", "Pixels of a row of images that have no shape (default: square ones).", 1, 65_536);
    private readonly Option<bool?> header = ChoiceOption.Create<bool?>("--header", "Whether the first line of a CSV file has the names of the columns (default: found out).", [("true", true), ("false", false)]);
    private readonly Option<bool> standardise = new("--standardise") { Description = "Shift and scale the numbers of variables on real numbers, and of given ones, so that those for training have the mean 0 and the standard deviation 1; kept in the run." };

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [validation, test, seed, transpose, width, header, standardise];

    /// <summary>What the user wrote.</summary>
    /// <exception cref="UsageException">Fractions leave nothing to train on, or the built-in set is read, which leaves nothing open.</exception>
    public DataOptions From(ParseResult parsed, string source)
    {
        if (source == DataSources.Glyphs && All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } odd)
            throw new UsageException($"{odd.Name} is for data from files, and '{DataSources.Glyphs}' is built in; leave it out, or name a file or a folder with --data.");
        return UsageException.Rethrow(() => new DataOptions
        {
            Validation = parsed.GetValue(validation),
            Test = parsed.GetValue(test),
            SplitSeed = parsed.GetValue(seed) ?? 0,
            Transpose = parsed.GetValue(transpose),
            Width = parsed.GetValue(width),
            Header = parsed.GetValue(header),
            Standardise = parsed.GetValue(standardise),
        }.Check());
    }
}

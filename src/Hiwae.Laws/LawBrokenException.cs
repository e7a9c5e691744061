namespace Hiwae.Laws;

/// <summary>A model breaks a law; the message has the shrunk counterexample and what replays it.</summary>
public sealed class LawBrokenException : Exception
{
    internal LawBrokenException(ImmutableArray<LawResult> broken, string type, LawOptions options)
        : base(Text(broken, type, options)) => Broken = broken;

    /// <summary>The laws that do not hold.</summary>
    public ImmutableArray<LawResult> Broken { get; }

    private static string Text(ImmutableArray<LawResult> broken, string type, LawOptions options)
    {
        return string.Join(Environment.NewLine,
        [
            .. broken.Select(law => law.ToString()),
            Replay(broken[0].Model, type, options),
        ]);
    }

    /// <summary>Names every option that the cases depend on, where it is not what it is anyway. The command line takes no normaliser and no data.</summary>
    private static string Replay(string model, string type, LawOptions options)
    {
        var isUsual = options.Tests == new LawOptions().Tests;
        var tests = isUsual ? "" : $", Tests = {options.Tests}";
        var normaliser = options.LogNormaliser is { } value ? FormattableString.Invariant($", LogNormaliser = {value:r}") : "";
        var check = $"Replay with ModelLaws.Check<{type}>(new() {{ Seed = {options.Seed}{tests}{normaliser} }})";
        return options.Data is not null ? $"{check} and the same Data."
            : options.LogNormaliser is not null ? $"{check}."
            : $"{check}, or with verify {model}{(isUsual ? "" : $" --tests {options.Tests}")} --seed {options.Seed} on the command line.";
    }
}

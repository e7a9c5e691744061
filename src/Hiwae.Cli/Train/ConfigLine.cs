using System.CommandLine;
using System.Text.Json;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Train;

/// <summary><c>--config FILE</c>: the command line that a configuration stands for, with the options of the line before it. So a value is checked by the option's own rules.</summary>
internal static class ConfigLine
{
    /// <summary>The line with what the file adds, and the fingerprint that the file says the data have; the line itself where no file is named.</summary>
    /// <exception cref="UsageException">The file cannot be read, or has a key or a value that there is not.</exception>
    public static (ParseResult Line, (string Fingerprint, string File)? Expected) Merge(ParseResult line, TrainOptions options)
    {
        if (line.GetValue(options.Config) is not { } file)
            return (line, null);
        if (line.GetValue(options.Resume) is not null)
            throw new UsageException($"{options.Config.Name} begins a run, and {options.Resume.Name} goes on with one that has its options; write one of them.");
        var (values, fingerprint) = Read(file);
        var added = Tokens(file, values, line, options);
        string[] own = [.. line.Tokens.Select(token => token.Value).SkipWhile(value => value != "train").Skip(1)];
        var merged = line.RootCommandResult.Command.Parse(["train", .. added, .. own], new() { ResponseFileTokenReplacer = null });
        if (merged.Errors is [var error, ..])
            throw new UsageException($"{file}: {error.Message}");
        var isOthers = IsGiven(line, options.Data);
        return (merged, fingerprint is { } known && !isOthers ? (known, file) : null);
    }

    private static (IReadOnlyList<ConfigValue> Values, string? Fingerprint) Read(string file)
    {
        var all = new ConfigReader(file).Read();
        return ([.. all.Where(value => value.Key.Option is not null && value.Kind != JsonTokenType.Null)], all.FirstOrDefault(value => value.Key.Path == "data.fingerprint")?.Text);
    }

    private static IEnumerable<string> Tokens(string file, IReadOnlyList<ConfigValue> values, ParseResult line, TrainOptions options)
    {
        var hasSchedule = line.CommandResult.Children.Any(child => child is System.CommandLine.Parsing.OptionResult { Implicit: false, Option.Name: "--schedule" });
        foreach (var same in values.GroupBy(value => value.Key.Option!))
        {
            var value = same.First();
            if (same.FirstOrDefault(other => other.Text != value.Text) is { } other)
                throw new UsageException($"{file}, line {other.Line}: {other.Key.Path} is {PlainText.Of(other.Text)}, and {value.Key.Path} is {PlainText.Of(value.Text)}; they are the same, so write one of them.");
            if (value.Key.Option == "")
            {
                if (line.GetValue(options.Model) is null)
                    yield return Text(file, value);
                continue;
            }

            var option = options.All.First(option => option.Name == value.Key.Option);
            var token = Token(file, value, option);
            if (token is not null && !IsGiven(line, option) && !(hasSchedule && value.Key.Path.StartsWith("options.schedule.", StringComparison.Ordinal)))
                yield return token;
        }
    }

    /// <summary>The option with its value, checked; null where it is off.</summary>
    private static string? Token(string file, ConfigValue value, Option option)
    {
        if (option.ValueType == typeof(bool))
        {
            return value.Kind is JsonTokenType.True or JsonTokenType.False
                ? (value.Kind == JsonTokenType.True) == value.Key.IsTurned ? null : option.Name
                : throw Wrong(file, value, "true or false");
        }

        var isNumber = option.ValueType == typeof(int?) || option.ValueType == typeof(long?) || option.ValueType == typeof(double?);
        if (isNumber && value.Kind != JsonTokenType.Number)
            throw Wrong(file, value, "a number");
        var text = isNumber ? value.Text : Text(file, value);
        var token = $"{option.Name}={value.Key.Names.GetValueOrDefault(text, text)}";
        return new RootCommand { option }.Parse([token]).Errors is [var error, ..]
            ? throw new UsageException($"{file}, line {value.Line}: {PlainText.Of(error.Message.Replace(option.Name, value.Key.Path, StringComparison.Ordinal))}")
            : token;
    }

    private static string Text(string file, ConfigValue value) => value.Kind == JsonTokenType.String ? value.Text : throw Wrong(file, value, "a text");

    private static UsageException Wrong(string file, ConfigValue value, string expected) =>
        new($"{file}, line {value.Line}: {value.Key.Path} is {(value.Kind == JsonTokenType.String ? $"'{PlainText.Of(value.Text)}'" : PlainText.Of(value.Text))}; it must be {expected}.");

    private static bool IsGiven(ParseResult line, Option option) => line.GetResult(option) is { Implicit: false };
}

using System.CommandLine;
using System.Numerics;

namespace Hiwae.Cli.Options;

/// <summary>Options that take a number; a wrong one is named together with its limits.</summary>
internal static class NumberOption
{
    // Far beyond what is of use, and far below where sums and products of such numbers overflow.
    private const int Most = 10_000_000;

    /// <summary>A whole number in a range.</summary>
    public static Option<int?> Whole(string name, string description, int least, int most = Most) =>
        Create<int>(name, "N", description, v => v >= least && v <= most, $"a whole number from {least} to {most}");

    /// <summary>A number greater than zero.</summary>
    public static Option<double?> Positive(string name, string description) =>
        Create<double>(name, "X", description, v => v > 0 && double.IsFinite(v), "a number greater than 0");

    /// <summary>A number that is zero or greater.</summary>
    public static Option<double?> NotNegative(string name, string description) =>
        Create<double>(name, "X", description, v => v >= 0 && double.IsFinite(v), "a number, at least 0");

    /// <summary>A number above zero, and at most one.</summary>
    public static Option<double?> Share(string name, string description) =>
        Create<double>(name, "F", description, v => v is > 0 and <= 1, "a number above 0 and at most 1");

    /// <summary>A number from zero to below one.</summary>
    public static Option<double?> Fraction(string name, string description) =>
        Create<double>(name, "F", description, v => v is >= 0 and < 1, "a number from 0 to below 1");

    /// <summary>Any whole number that is not negative.</summary>
    public static Option<long?> Seed(string name, string description) =>
        Create<long>(name, "N", description, v => v >= 0, "a whole number, at least 0");

    private static Option<T?> Create<T>(string name, string helpName, string description, Func<T, bool> isValid, string range)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && isValid(value))
                    return value;
                result.AddError($"{name} is '{text}'; it must be {range}.");
                return null;
            },
        };
}

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

    /// <summary>A number in a range.</summary>
    public static Option<double?> Within(string name, string description, double least, double most) =>
        Create<double>(name, "X", description, v => v >= least && v <= most, FormattableString.Invariant($"a number from {least} to {most}"));

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

/// <summary>An option that takes several whole numbers with commas between them.</summary>
internal static class NumbersOption
{
    /// <summary>The option; null or empty where it is left out.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="least">The least that each number may be.</param>
    /// <param name="most">The greatest.</param>
    public static Option<int[]?> Create(string name, string description, int least, int most = 10_000_000) => new(name)
    {
        Description = description,
        HelpName = "N,N,…",
        CustomParser = result =>
        {
            var numbers = new List<int>();
            foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
            {
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                {
                    numbers.Add(value);
                    continue;
                }

                result.AddError($"{name} has '{text}' in it; it must be whole numbers from {least} to {most} with commas between them, such as {name} 5,50,500.");
                return null;
            }

            return [.. numbers.Distinct().Order()];
        },
    };
}

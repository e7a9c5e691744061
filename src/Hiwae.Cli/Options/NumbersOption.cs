using System.CommandLine;

namespace Hiwae.Cli.Options;

/// <summary>An option that takes several whole numbers with commas between them.</summary>
internal static class NumbersOption
{
    /// <summary>The option; null where it is left out.</summary>
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

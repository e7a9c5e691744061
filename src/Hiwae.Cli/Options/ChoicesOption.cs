using System.CommandLine;
using Hiwae.Words;

namespace Hiwae.Cli.Options;

/// <summary>Options that take several names with commas between them; a wrong name is answered with those that there are.</summary>
internal static class ChoicesOption
{
    /// <summary>An option; null or empty where it is left out.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="choices">The values and their names.</param>
    public static Option<T[]?> Create<T>(string name, string description, IReadOnlyList<(string Name, T Value)> choices)
    {
        string[] names = [.. choices.Select(choice => choice.Name)];
        return new(name)
        {
            HelpName = string.Join(',', names),
            Description = description,
            CustomParser = result =>
            {
                var values = new List<T>();
                foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
                {
                    if (Array.IndexOf(names, text) is >= 0 and var at)
                    {
                        values.Add(choices[at].Value);
                        continue;
                    }

                    result.AddError($"{name} has '{text}' in it; it must be of {string.Join(", ", names)}, with commas between them.{Nearest.Question(text, names)}");
                    return null;
                }

                return [.. values.Distinct()];
            },
        };
    }
}

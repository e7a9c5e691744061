using System.CommandLine;
using Hiwae.Cli.Terminal;
using Hiwae.Words;

namespace Hiwae.Cli.Options;

/// <summary>Options whose values have names; a wrong name is answered with those that there are.</summary>
internal static class ChoiceOption
{
    /// <summary>An option.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="choices">The values and their names.</param>
    /// <param name="synonyms">Other names, which neither the help nor the message lists.</param>
    /// <param name="suggests">Whether the message asks for the nearest name.</param>
    public static Option<T> Create<T>(
        string name,
        string description,
        IReadOnlyList<(string Name, T Value)> choices,
        IReadOnlyList<(string Name, T Value)>? synonyms = null,
        bool suggests = false)
    {
        string[] names = [.. choices.Select(choice => choice.Name)];
        return new(name)
        {
            HelpName = string.Join('|', names),
            Description = description,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                foreach (var choice in choices.Concat(synonyms ?? []).Where(choice => choice.Name == text))
                    return choice.Value;
                result.AddError($"{name} is '{text}'; it must be {string.Join(", ", names[..^1])} or {names[^1]}.{(suggests ? Nearest.Question(text, names) : "")}");
                return default;
            },
        };
    }
}

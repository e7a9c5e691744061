using System.CommandLine;
using Hiwae.Training;

namespace Hiwae.Cli.Options;

/// <summary>The option that says where the output of p starts.</summary>
internal static class OutputStartOption
{
    private static readonly IReadOnlyList<(string Name, OutputStart Value)> Choices = [("zero", OutputStart.Zero), ("mean", OutputStart.Mean)];

    /// <summary>The option.</summary>
    /// <param name="standard">The value where it is left out.</param>
    public static Option<OutputStart?> Create(OutputStart standard = OutputStart.Zero) => ChoiceOption.Create<OutputStart?>(
        "--output-start",
        $"Where the bias of p's output starts: zero, or mean, at the logit of each pixel's mean over the training data, for Bernoulli variables (default {Name(standard)}).",
        [.. Choices.Select(choice => (choice.Name, (OutputStart?)choice.Value))]);

    /// <summary>The name of a value.</summary>
    public static string Name(OutputStart start) => Choices.Single(choice => choice.Value == start).Name;
}

using System.CommandLine;
using Hiwae.Compilation;

namespace Hiwae.Cli.Options;

/// <summary>By which path steps run.</summary>
internal static class StepOption
{
    private static readonly string[] Names = ["auto", "compiled", "portable"];

    private static readonly StepPath[] Paths = [StepPath.Automatic, StepPath.Compiled, StepPath.Portable];

    /// <summary>The option; automatic where it is left out.</summary>
    public static Option<StepPath> Create() => new("--step")
    {
        HelpName = string.Join('|', Names),
        Description = "How steps run: compiled, as one native program; portable, by the tensor engine's operators; auto, compiled wherever that is possible (default auto).",
        DefaultValueFactory = _ => StepPath.Automatic,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (Array.IndexOf(Names, text) is >= 0 and var position)
                return Paths[position];
            result.AddError($"--step is '{text}'; it must be {string.Join(", ", Names[..^1])} or {Names[^1]}.");
            return StepPath.Automatic;
        },
    };
}

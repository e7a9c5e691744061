using System.CommandLine;
using Hiwae.Evaluation;

namespace Hiwae.Cli.Options;

/// <summary>Which part of the work a command is to do; others do the others.</summary>
internal static class ShardOption
{
    /// <summary>Its name.</summary>
    public const string Name = "--shard";

    /// <summary>The option; null where it is left out.</summary>
    public static Option<Shard?> Create(string description) => new(Name)
    {
        HelpName = "I/N",
        Description = description,
        CustomParser = result =>
        {
            try
            {
                return Shard.Parse(result.Tokens[^1].Value);
            }
            catch (FormatException e)
            {
                result.AddError($"{Name}: {e.Message}");
                return null;
            }
        },
    };
}

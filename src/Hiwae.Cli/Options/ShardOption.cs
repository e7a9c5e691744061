using System.CommandLine;
using Hiwae.Evaluation;

namespace Hiwae.Cli.Options;

/// <summary>Which part of the work a command is to do; others do the others.</summary>
internal static class ShardOption
{
    /// <summary>The option; null where it is left out.</summary>
    public static Option<Shard?> Create(string description) => new("--shard")
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
                result.AddError($"--shard: {e.Message}");
                return null;
            }
        },
    };
}

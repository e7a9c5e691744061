using System.CommandLine;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Native;

namespace Hiwae.Cli.Options;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The variable that names the data where no option does.</summary>
    public const string DataVariable = "HIWAE_DATA";

    public const long DefaultSeed = 1;

    public static Argument<string> Model(string program) => new("MODEL") { Description = $"The model's name; '{program} models' lists them." };

    public static Argument<string> RunFolder()
    {
        var argument = new Argument<string>("RUN_DIR") { Description = "The folder of a training run." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
                result.AddError($"{argument.Name} is empty; name the folder of a training run.");
        });
        return argument;
    }

    public static Option<bool> Json() => new("--json")
    {
        Description = "Print one JSON object on standard output and everything else on standard error.",
    };

    public static Option<int?> Threads() => NumberOption.Whole(
        "--threads", "Threads of the tensor engine; 1 makes runs repeat to the last bit (default: one for each physical core).", 1, 1024);

    public static Option<long?> Seed(string what) => NumberOption.Seed("--seed", $"The seed of {what} (default {DefaultSeed}).");

    public static Option<int?> Limit() => NumberOption.Whole(
        "--limit", "Measure on the first N test images only (default: all).", 1);

    public static Option<string?> Data(string fallback) => NotEmpty(new("--data")
    {
        HelpName = "SOURCE",
        Description = $"'{DataSources.Glyphs}' for the built-in digits and letters, or a file or a folder with data (default: {fallback}).",
    });

    public static Option<string?> Out(string description) => NotEmpty(new("--out") { HelpName = "DIR", Description = description });

    /// <summary>Sets the number of threads; to be called before the first tensor is made.</summary>
    /// <param name="threads">Their number; one for each core where null.</param>
    /// <param name="processes">The number of processes that share the cores.</param>
    /// <exception cref="EngineException">There can be no tensors.</exception>
    public static void ApplyThreads(int? threads, int processes = 1)
    {
        Engine.Require();
        torch.set_num_threads(threads ?? Cores.OfOne(processes));
    }

    /// <summary>The source that an option, or else the environment, names.</summary>
    /// <exception cref="UsageException">Neither does.</exception>
    public static string SourceFrom(string? option) =>
        option ?? Environment.GetEnvironmentVariable(DataVariable) switch
        {
            null or "" => throw new UsageException(
                $"No data are named: write --data {DataSources.Glyphs} for the built-in set, or --data PATH for a file or a folder with data, or set {DataVariable}."),
            var source => source,
        };

    /// <summary>The option, which refuses to be empty.</summary>
    public static Option<string?> NotEmpty(Option<string?> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
                result.AddError($"{option.Name} is empty; write {option.Name} {option.HelpName}, or leave it out.");
        });
        return option;
    }
}

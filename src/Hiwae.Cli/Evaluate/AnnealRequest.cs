using System.CommandLine;
using System.CommandLine.Parsing;
using Hiwae.Annealing;
using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Evaluate;

/// <summary>How log p(x) is annealed.</summary>
/// <param name="Temperatures">Numbers of temperatures, in rising order: each is a measurement.</param>
/// <param name="Chains">Chains for each image.</param>
/// <param name="Images">The number of images.</param>
/// <param name="Start">Where chains start.</param>
/// <param name="IsSandwich">Whether log p(x) of simulated data is put between bounds.</param>
internal sealed record AnnealRequest(int[] Temperatures, int Chains, int Images, AnnealingStart Start, bool IsSandwich)
{
    public const int DefaultImages = 100;

    /// <summary>The name of a start on the command line.</summary>
    public string StartName => AnnealOptions.NameOf(Start);
}

/// <summary>The options of annealing.</summary>
internal sealed class AnnealOptions
{
    private static readonly (string Name, AnnealingStart Start)[] Starts = [("prior", AnnealingStart.Prior), ("proposal", AnnealingStart.Proposal)];

    private readonly Option<int[]?> temperatures = NumbersOption.Create(
        "--ais", "Estimate log p(x) by annealed importance sampling with so many temperatures instead, once for each number.", 1, AnnealingOptions.MostSteps);

    private readonly Option<bool> sandwich = new("--bdmc")
    {
        Description = "With --ais: on images drawn from the model, between chains that go forward and chains that go back from the exact posterior sample (bidirectional Monte Carlo).",
    };

    private readonly Option<int?> chains = NumberOption.Whole("--chains", $"With --ais: chains for each image (default {new AnnealingOptions().Chains}).", 1, AnnealingOptions.MostChains);

    private readonly Option<int?> images = NumberOption.Whole("--ais-images", $"With --ais: the number of images (default {AnnealRequest.DefaultImages}).", 1);

    private readonly Option<AnnealingStart?> start = ChoiceOption.Create<AnnealingStart?>(
        "--ais-start", "With --ais: where chains start, at the prior or at a normal density with the moments of the proposals (default prior).", [.. Starts.Select(s => (s.Name, (AnnealingStart?)s.Start))]);

    /// <summary>The options, for a command.</summary>
    public IEnumerable<Option> All => [temperatures, chains, images, start, sandwich];

    /// <summary>The name of a start.</summary>
    public static string NameOf(AnnealingStart start) => Starts.First(s => s.Start == start).Name;

    /// <summary>What is asked for; null where nothing is to be annealed.</summary>
    /// <exception cref="UsageException">An option of annealing stands without <c>--ais</c>.</exception>
    public AnnealRequest? Of(ParseResult parsed)
    {
        if (parsed.GetValue(temperatures) is { Length: > 0 } steps)
            return new(
                steps,
                parsed.GetValue(chains) ?? new AnnealingOptions().Chains,
                parsed.GetValue(images) ?? AnnealRequest.DefaultImages,
                parsed.GetValue(start) ?? AnnealingStart.Prior,
                parsed.GetValue(sandwich));
        var alone = All.FirstOrDefault(option => option != temperatures && parsed.GetResult(option) is { Implicit: false });
        return alone is null ? null : throw new UsageException($"{alone.Name} says how to anneal, and --ais is not there; write --ais 500 with it, or leave it out.");
    }
}

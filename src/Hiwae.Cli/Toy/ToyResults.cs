using System.Text.Json.Serialization;
using Hiwae.Toys;

namespace Hiwae.Cli.Toy;

/// <summary>A request of <c>toy</c>.</summary>
/// <param name="Settings">How each training is done; the target, the model, K and the seed are those of a single one.</param>
/// <param name="Targets">The densities.</param>
/// <param name="Samples">K, one or several.</param>
/// <param name="Seeds">The number of seeds, from the settings' on.</param>
/// <param name="Workers">The number of concurrent trainings.</param>
/// <param name="Folder">Where the results go; null for a new folder under <c>runs</c>.</param>
/// <param name="Format">The ending of the pictures' names.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record ToyRequest(
    ToySettings Settings, IReadOnlyList<string> Targets, IReadOnlyList<int> Samples, int Seeds, int Workers, string? Folder, string Format, bool Json)
{
    /// <summary>The trainings of some models: all seeds of a model, then the next model, then the next K, then the next target.</summary>
    /// <param name="models">The models.</param>
    public IReadOnlyList<ToySettings> Trainings(IReadOnlyList<ToyModel> models) =>
    [
        .. from target in Targets
           from samples in Samples
           from model in models
           from seed in Enumerable.Range(0, Seeds)
           select Settings with { Target = target, Samples = samples, Model = model, Seed = Settings.Seed + seed },
    ];
}

/// <summary>The result of <c>toy TARGET --json</c>.</summary>
/// <param name="Run">The training; null where it was interrupted.</param>
/// <param name="Picture">The picture's file; null where there is none.</param>
/// <param name="Interrupted">Whether the user stopped it.</param>
internal sealed record ToyResult(ToyRecord? Run, string? Picture, bool Interrupted);

/// <summary>The result of <c>toy --sweep --json</c> and of <c>toy --compare --json</c>.</summary>
/// <param name="Runs">Every training that was made, in order.</param>
/// <param name="Medians">Medians over seeds.</param>
/// <param name="Pictures">The pictures' files.</param>
/// <param name="Folder">Where they are, and the runs with them.</param>
/// <param name="Interrupted">Whether the user stopped it before its end.</param>
internal sealed record ToySeriesResult(
    IReadOnlyList<ToyRecord> Runs, IReadOnlyList<ToyMedian> Medians, IReadOnlyList<string> Pictures, string Folder, bool Interrupted);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ToyResult))]
[JsonSerializable(typeof(ToySeriesResult))]
internal sealed partial class ToyJson : JsonSerializerContext;

namespace Hiwae.Cli.Toy;

/// <summary>What <c>toy</c> is asked for.</summary>
/// <param name="Settings">How each training is done; the target, the model, K and the seed are those of a single one.</param>
/// <param name="Targets">The densities.</param>
/// <param name="Samples">K, one or several.</param>
/// <param name="Seeds">How many seeds, from the settings' on.</param>
/// <param name="Workers">How many trainings at a time.</param>
/// <param name="Folder">Where the results go; null for a new folder under <c>runs</c>.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record ToyRequest(
    ToySettings Settings, IReadOnlyList<string> Targets, IReadOnlyList<int> Samples, int Seeds, int Workers, string? Folder, bool Json)
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

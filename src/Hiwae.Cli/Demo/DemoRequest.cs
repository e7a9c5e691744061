using Hiwae.Cli.Runs;
using Hiwae.Cli.Toy;
using Hiwae.Training;

namespace Hiwae.Cli.Demo;

/// <summary>What <c>demo</c> does: a budget in steps and samples, so that it is the same on every machine.</summary>
/// <param name="Options">How both models are trained.</param>
/// <param name="Test">How both are tested.</param>
/// <param name="Toy">The training on a density of the plane that it ends with, where the catalogue has the model.</param>
/// <param name="Folder">Where the pictures go; null for a new folder under <c>runs</c>.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record DemoRequest(TrainingOptions Options, TestRequest Test, ToySettings Toy, string? Folder, bool Json)
{
    /// <summary>The models that are compared, as far as the catalogue has them.</summary>
    public static IReadOnlyList<string> Models { get; } = ["iwae", "hiwae"];

    /// <summary>A budget that two cores spend in well under two minutes.</summary>
    public static DemoRequest Default { get; } =
        new(new TrainingOptions { Epochs = 5, LearningRate = 2e-3 }, new TestRequest(Samples: 500, Limit: 500, Seed: 1), new() { Target = "four-modes", Steps = 1000 }, null, false);
}

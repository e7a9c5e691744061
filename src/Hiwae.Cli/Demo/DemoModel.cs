using Hiwae.Checkpoints;
using Hiwae.Cli.Pictures;

namespace Hiwae.Cli.Demo;

/// <summary>One model of the demonstration.</summary>
/// <param name="Name">The model.</param>
/// <param name="Metrics">What was measured.</param>
/// <param name="Reconstructions">Of the first test images.</param>
/// <param name="Samples">Means of draws from the generative model.</param>
internal sealed record DemoModel(
    string Name, RunMetrics Metrics, IReadOnlyList<GreyImage> Reconstructions, IReadOnlyList<GreyImage> Samples);

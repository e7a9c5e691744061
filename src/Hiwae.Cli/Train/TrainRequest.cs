using Hiwae.Cli.Runs;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>What <c>train</c> was asked for.</summary>
/// <param name="Source">Where the images come from.</param>
/// <param name="Options">How to train.</param>
/// <param name="Test">How to test at the end.</param>
/// <param name="Folder">Where the run is kept; null for a new folder under <c>runs</c>.</param>
/// <param name="Profile">Whether to show where the time of a step went.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record TrainRequest(string Source, TrainingOptions Options, TestRequest Test, string? Folder, bool Profile, bool Json);

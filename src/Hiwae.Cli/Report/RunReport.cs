using Hiwae.Cli.Explain;
using Hiwae.Cli.History;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Views;
using Hiwae.Training;

namespace Hiwae.Cli.Report;

/// <summary>What the report of a run is made of.</summary>
/// <param name="Run">The record.</param>
/// <param name="Folder">The run's folder, as the user wrote it.</param>
/// <param name="Program">How the user starts the program.</param>
/// <param name="Model">The explanation of its declaration.</param>
/// <param name="Epochs">The history.</param>
internal sealed record RunReport(RunRecord Run, string Folder, string Program, ExplainResult Model, IReadOnlyList<EpochLine> Epochs)
{
    /// <summary>The file in a run's folder.</summary>
    public const string File = "report.html";

    /// <summary>How the data fill the model's variables; null where they could not be read.</summary>
    public string? DataLine { get; init; }

    /// <summary>What the model makes of test data; null where these are no pictures.</summary>
    public RunPictures? Pictures { get; init; }

    /// <summary>Where it puts test data; null where there is no latent space to draw.</summary>
    public LatentMap? Latent { get; init; }

    /// <summary>What is wrong with the run, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The machine that trained it; null where it is not known.</summary>
    public string? Machine { get; init; }

    /// <summary>The processor of this machine, in words.</summary>
    public static string ThisMachine => $"{Processor.Name}, {Cores.Physical} {(Cores.Physical == 1 ? "core" : "cores")}, {Processor.Level}";

    /// <summary>The report of a network and its data.</summary>
    /// <param name="run">The record.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="program">How the user starts the program.</param>
    /// <param name="network">The parameters.</param>
    /// <param name="binding">The data; null where they could not be read.</param>
    /// <param name="epochs">The history.</param>
    public static RunReport Of<TModel>(RunRecord run, string folder, string program, ModelNetwork<TModel> network, DataBinding? binding, IReadOnlyList<EpochLine> epochs)
        where TModel : class, IModel<TModel> => new(run, folder, program, new Explainer().Visit<TModel>(), epochs)
        {
            DataLine = binding?.ToString(),
            Pictures = binding is null ? null : RunPictures.Of(network, binding),
            Latent = binding is null ? null : LatentMap.Of(network, binding),
        };
}

using Hiwae.Checkpoints;
using Hiwae.Cli.History;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Report;

/// <summary>Writes the report of a run that is on disk.</summary>
internal sealed class ReportRun(Session session, ReportRequest request, RunRecord run) : IModelVisitor<int>
{
    /// <inheritdoc/>
    public int Visit<TModel>() where TModel : class, IModel<TModel>
    {
        using var network = RunNetwork.Load<TModel>(request.Folder, run, session.Program);
        var warnings = new List<string>();
        using var data = Data(warnings);
        var binding = data is null ? null : RunImages.Bind(TModel.Description, data, run, new(request.Data));
        var report = RunReport.Of(run, request.Folder, session.Program, network, binding, Epochs(warnings));
        var file = request.Output ?? Path.Combine(request.Folder, RunReport.File);
        if (PictureFiles.Write(file, path => File.WriteAllText(path, ReportPage.Of(report)), "page") is { } fault)
            throw new CheckpointException(fault);
        if (request.Json)
            JsonText.Write(session.Terminal, new ReportResult(request.Folder, file, run.Model, run.Data.Name, report.Epochs.Count, warnings), ReportJson.Default.ReportResult);
        session.Warn(warnings);
        session.Say($"The report of {request.Folder} is {file}; open it in a browser.");
        return 0;
    }

    /// <summary>The data; without those of the run, which may have moved, there is a report without pictures.</summary>
    private DataSet? Data(List<string> warnings)
    {
        try
        {
            return RunImages.Load(request.Folder, run, new(request.Data), warnings.Add);
        }
        catch (Exception e) when (request.Data is null && e is UsageException or DataFormatException or CheckpointException)
        {
            warnings.Add($"the report has no pictures and no latent space. {e.Message}");
            return null;
        }
    }

    private IReadOnlyList<EpochLine> Epochs(List<string> warnings)
    {
        var reading = MetricsFile.Read(request.Folder);
        if (reading.Lines.IsEmpty)
            warnings.Add($"the report has no curves: there is no {RunFolder.MetricsFile} in {request.Folder}. Versions before this one did not write it.");
        return [.. reading.Epochs];
    }
}

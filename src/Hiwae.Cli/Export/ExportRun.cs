using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Onnx;
using Hiwae.Training;

namespace Hiwae.Cli.Export;

/// <summary>Writes the parts of a run's model. A part that it has not is no reason to leave out the other.</summary>
internal sealed class ExportRun(Session session, ExportRequest request, RunRecord run) : IModelVisitor<int>
{
    public const string Subfolder = "onnx";

    /// <inheritdoc/>
    public int Visit<TModel>() where TModel : class, IModel<TModel>
    {
        using var network = RunNetwork.Load<TModel>(request.Folder, run, session.Program);
        var (models, refusals) = (new List<OnnxModel>(), new List<string>());
        foreach (var part in request.Part is { } only ? [only] : Enum.GetValues<OnnxPart>())
        {
            try
            {
                models.Add(Hiwae.Onnx.Export.Onnx(network, part, run));
            }
            catch (ExportException e)
            {
                refusals.Add(e.Message);
            }
        }

        if (models.Count > 0)
            return Write(models, refusals);
        foreach (var refusal in refusals)
            session.Say($"error: {refusal}");
        return ExitStatus.Failed;
    }

    private int Write(IReadOnlyList<OnnxModel> models, IReadOnlyList<string> warnings)
    {
        using var folder = RunFolder.Create(request.Output ?? RunFolder.Inside(request.Folder, Subfolder), run.Model, run.Data.Name, DateTime.Now);
        ExportedFile[] files = [.. models.Select(model => ExportedFile.Of(model, Path.Combine(folder.Path, ExportedFile.Name(model.Part))))];
        foreach (var (model, file) in models.Zip(files))
            model.Save(file.File);
        if (request.Json)
            JsonText.Write(session.Terminal, new ExportResult(request.Folder, run.Model, run.Epoch, run.KeptEpoch, run.Samples, OnnxModel.OperatorSet, files, warnings), ExportJson.Default.ExportResult);
        else
            ExportText.Write(session.Terminal.Output, files);
        session.Warn(warnings);
        return 0;
    }
}

using Hiwae.Checkpoints;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Evaluate;

/// <summary>The network of a run, and what it is to be measured on.</summary>
/// <param name="Network">The network.</param>
/// <param name="Step">The path of its steps.</param>
/// <param name="Data">The data.</param>
/// <param name="Binding">The data as the model takes them.</param>
/// <param name="Status">The end that the run came to, in a word.</param>
internal sealed record EvaluatedRun<TModel>(ModelNetwork<TModel> Network, StepDecision Step, DataSet Data, DataBinding Binding, string Status) : IDisposable
    where TModel : class, IModel<TModel>
{
    /// <summary>Reads it, and says what it is.</summary>
    public static EvaluatedRun<TModel> Open(Session session, EvaluateRequest request, RunRecord run)
    {
        ModelNetwork<TModel>? network = null;
        DataSet? data = null;
        try
        {
            network = RunNetwork.Load<TModel>(request.Folder, run, session.Program, DeviceOption.Open(request.Device));
            var step = StepChoice.Decide(network, request.Test.Step);
            data = RunImages.Load(request.Folder, run, request.Images, warning => session.Warn([warning]));
            var binding = RunImages.Bind(TModel.Description, data, run, request.Images);
            var status = run.Status.ToString().ToLowerInvariant();
            var parameters = (run.KeptEpoch is { } kept && kept != run.Epoch
                ? $"the parameters of epoch {kept}, the best of {run.Epoch}"
                : $"epoch {run.Epoch}, step {run.Step}") + (run.Options.Averaging > 0 ? ", averaged" : "");
            session.Say($"{run.Model} of {request.Folder} ({(run.Status == RunStatus.Running ? "under way, or killed" : status)}, {parameters}) on {RunNetwork.Title(data)}, {Plates.Text(network.Samples, network.Heads)}; step: {StepText.Of(step)}");
            session.Say($"{run.Model}: data: {binding}");
            return new(network, step, data, binding, status);
        }
        catch
        {
            data?.Dispose();
            network?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Data.Dispose();
        Network.Dispose();
    }
}

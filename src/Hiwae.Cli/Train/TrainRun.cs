using Hiwae.Checkpoints;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>Trains a model, keeps its checkpoint, and tests it.</summary>
internal sealed class TrainRun(Session session, TrainRequest request, DataReading reading) : IModelVisitor<int>
{
    /// <inheritdoc/>
    public int Visit<TModel>() where TModel : class, IModel<TModel>
    {
        using var data = reading.Finish();
        using var start = Trainer.Start<TModel>(data, request.Options);
        using var folder = RunFolder.Create(request.Folder, TModel.Description.Name, data.Name, DateTime.Now);
        return Run(start, data, folder.Path);
    }

    private int Run<TModel>(TrainingState<TModel> start, ImageData data, string folder)
        where TModel : class, IModel<TModel>
    {
        var parameters = start.Network.parameters().Sum(p => p.numel());
        var step = request.Options.Decide(start.Network);
        var profile = request.Profile ? new StepProfile() : null;
        session.Say($"{TModel.Description.Name}: {Numbers.Count(parameters)} parameters, {Numbers.Count(data.Train.Count)} training images of {data.Name}, K = {start.Network.Samples}, {torch.get_num_threads()} threads; step: {StepText.Of(step)}{Blocks(start.Network, data)}");
        if (RefinementText.Of(request.Options) is { Length: > 0 } refinements)
            session.Say($"{TModel.Description.Name}: {refinements}");
        var (run, interrupted) = ProgressDisplay.Show(session.Terminal, progress => TrainAndTest(start, data, folder, profile, progress));
        var rows = profile is { Steps: > 0 } ? ProfileRows.Of(profile) : null;
        if (request.Json)
            JsonText.Write(session.Terminal, TrainResult.Of(run, request.Options.GradientOf(TModel.Description), folder, StepText.Path(step), parameters, Memory.PeakMegabytes(), interrupted) with { Profile = rows }, TrainJson.Default.TrainResult);
        else if (!interrupted)
            TestTable.Write(session.Terminal.Output, [(run.Model, run.Metrics)]);
        if (rows is not null && !request.Json)
            ProfileTable.Write(session.Terminal.Output, rows, step);
        session.Say($"{Ending(run, interrupted)} The run is in {folder}; '{session.Program} evaluate {folder}' measures it.");
        return interrupted ? Interruption.ExitStatus : 0;
    }

    /// <summary>In what blocks proposals go through the model; empty where a step takes all together.</summary>
    private string Blocks<TModel>(ModelNetwork<TModel> network, ImageData data) where TModel : class, IModel<TModel>
    {
        var batch = Math.Min(request.Options.BatchSize, data.Train.Count);
        var plan = request.Options.Plan(network, batch);
        var parts = new List<string>();
        if (plan.Samples < network.Samples)
            parts.Add($"{Numbers.Count(plan.Samples)} of {Numbers.Count(network.Samples)} proposals");
        if (plan.Data < batch)
            parts.Add($"{plan.Data} of {batch} images");
        return parts.Count == 0 ? "" : FormattableString.Invariant($"; in blocks of {string.Join(" for ", parts)}, about {Math.Max(1, plan.Bytes / 1_000_000):N0} MB at a time");
    }

    private static string Ending(RunRecord run, bool interrupted) => (interrupted, run.Status) switch
    {
        (true, RunStatus.Interrupted) =>
            $"Interrupted {(run.KeptEpoch is { } ended ? $"after epoch {ended}" : $"in epoch {run.Epoch + 1}")}, after {run.Step} steps; the parameters are saved.",
        (true, _) => "Training is complete and saved; the test was interrupted.",
        _ => "Done.",
    };

    private (RunRecord Run, bool Interrupted) TrainAndTest<TModel>(
        TrainingState<TModel> start, ImageData data, string folder, StepProfile? profile, IProgressSink progress)
        where TModel : class, IModel<TModel>
    {
        var run = Describe(start, data);
        run = Train(start, data, folder, run, profile, progress);
        if (run.Status != RunStatus.Completed)
            return (run, true);
        if (Test(start, data, folder, progress) is not { } test)
            return (run, true);
        run = run with { Metrics = test.AddTo(run.Metrics) };
        Checkpoint.SaveRun(folder, run);
        return (run, false);
    }

    private TestOutcome? Test<TModel>(TrainingState<TModel> start, ImageData data, string folder, IProgressSink progress)
        where TModel : class, IModel<TModel>
    {
        try
        {
            return FinalTest.Measure(start.Network, DataBinding.Of(TModel.Description, data, request.Options.Missing), request.Test, progress, session.Interruption);
        }
        catch (MeasurementException)
        {
            progress.Say($"Training is complete; the parameters are kept in {folder}.");
            throw;
        }
    }

    private RunRecord Train<TModel>(
        TrainingState<TModel> start, ImageData data, string folder, RunRecord run, StepProfile? profile, IProgressSink progress)
        where TModel : class, IModel<TModel>
    {
        try
        {
            var outcome = TrainingLoop.Run(start, data, request.Options, progress, session.Interruption, profile, ended =>
                Checkpoint.Save(folder, ended.State.Network, run = After(run, ended, RunStatus.Running)));
            run = After(run, outcome, outcome.Interrupted ? RunStatus.Interrupted : RunStatus.Completed);
            Checkpoint.Save(folder, outcome.State.Network, run);
            return run;
        }
        catch (TrainingDivergedException) when (run.Epoch > 0)
        {
            Checkpoint.SaveRun(folder, run with { Status = RunStatus.Diverged });
            progress.Say($"The parameters of epoch {run.Epoch} are kept in {folder}.");
            throw;
        }
    }

    private RunRecord Describe<TModel>(TrainingState<TModel> start, ImageData data) where TModel : class, IModel<TModel> => new()
    {
        Version = Session.Version,
        Model = TModel.Description.Name,
        Data = RunData.Of(data) with { Binarisation = DataBinding.Of(TModel.Description, data, request.Options.Missing).Binarisation },
        Options = request.Options,
        Samples = start.Network.Samples,
        Seed = request.Options.Seed,
        Threads = torch.get_num_threads(),
        Engine = EngineAssembly.Current.Title,
    };

    private static RunRecord After<TModel>(RunRecord run, TrainingOutcome<TModel> outcome, RunStatus status)
        where TModel : class, IModel<TModel> => run with
        {
            Epoch = outcome.State.Epoch,
            KeptEpoch = outcome.KeptEpoch,
            Step = outcome.State.Step,
            Status = status,
            Metrics = run.Metrics with
            {
                TrainingBound = outcome.Epoch is { } e ? Numbers.Finite(e.TrainingBound) : null,
                ValidationBound = outcome.Epoch is { } v ? Numbers.Finite(v.ValidationBound) : null,
                Seconds = outcome.Seconds,
                ImagesPerSecond = Numbers.Finite(outcome.Images / outcome.Seconds),
            },
        };
}

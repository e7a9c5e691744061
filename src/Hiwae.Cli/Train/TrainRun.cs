using Hiwae.Checkpoints;
using Hiwae.Cli.History;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Report;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Data.Idx;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>Trains a model, keeps its checkpoint, and tests it.</summary>
/// <param name="session">The surroundings.</param>
/// <param name="request">What is asked for.</param>
/// <param name="reading">The data.</param>
/// <param name="processes">Those that train it together; null where this one does.</param>
internal sealed class TrainRun(Session session, TrainRequest request, DataReading reading, Processes? processes) : IModelVisitor<int>
{
    /// <inheritdoc/>
    public int Visit<TModel>() where TModel : class, IModel<TModel>
    {
        using var start = Processes.Agreed(processes, Begin<TModel>);
        var state = processes is null ? start.State : Processes.Alike(processes, () => Trainer.Join(start.State, new(processes.Communicator, request.Division), request.Options, start.Data));
        return start.Folder is { } folder ? Run(state, start.Binding, folder) : Follow(state, start.Binding);
    }

    /// <summary>The run as it stands before its first step here. Of several processes the first alone has a folder.</summary>
    private Beginning<TModel> Begin<TModel>() where TModel : class, IModel<TModel>
    {
        var data = Data(TModel.Description);
        TrainingState<TModel>? state = null;
        RunFolder? folder = null;
        try
        {
            var binding = DataBinding.Of(TModel.Description, data, request.Options);
            var device = DeviceOption.Open(request.Device);
            if (request.Before is not null && processes is not { IsFirst: false })
                folder = RunFolder.Open(request.Folder!);
            state = request.Before is null ? Trainer.Start<TModel>(data, request.Options, device) : Trainer.Resume<TModel>(request.Folder!, data, device);
            if (request.Before is null && processes is not { IsFirst: false })
                folder = RunFolder.Create(request.Folder, TModel.Description.Name, data.Name, DateTime.Now);
            return new(data, binding, state, folder);
        }
        catch
        {
            folder?.Dispose();
            state?.Dispose();
            data.Dispose();
            throw;
        }
    }

    private sealed record Beginning<TModel>(DataSet Data, DataBinding Binding, TrainingState<TModel> State, RunFolder? Folder) : IDisposable where TModel : class, IModel<TModel>
    {
        public void Dispose()
        {
            Folder?.Dispose();
            State.Dispose();
            Data.Dispose();
        }
    }

    /// <summary>Takes part in all that is computed, and says and writes nothing.</summary>
    private int Follow<TModel>(TrainingState<TModel> state, DataBinding binding) where TModel : class, IModel<TModel>
    {
        try
        {
            foreach (var _ in Trainer.Run(state, binding.Data, request.Options, watch: new(session.Interruption.Token)))
            {
            }

            FinalTest.Help(state.Network, binding, request.Test, processes!.Communicator, session.Interruption);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Interruption.ExitStatus;
        }
    }

    private DataSet Data(ModelDescription model)
    {
        var data = reading.Finish().WithMasks(request.Mask, request.TestMask);
        return request.Reading.Standardise ? DataBinding.Standardised(model, data) : data;
    }

    private int Run<TModel>(TrainingState<TModel> start, DataBinding binding, RunFolder folder)
        where TModel : class, IModel<TModel>
    {
        var parameters = start.Network.parameters().Sum(p => p.numel());
        var step = request.Options.Decide(start.Network);
        var profile = request.Profile ? new StepProfile() : null;
        session.Say($"{TModel.Description.Name}: {Numbers.Count(parameters)} parameters, {Numbers.Count(binding.Data.Train.Count)} training {binding.Data.Noun.Many} of {binding.Data.Name}, {Plates.Text(start.Network.Samples, start.Network.Heads)}, {(processes is null ? "" : $"{processes.Text}, each with ")}{torch.get_num_threads()} {(torch.get_num_threads() == 1 ? "thread" : "threads")}; step: {StepText.Of(step)}{TrainWords.Blocks(start.Network, binding.Data, request.Options)}");
        session.Say($"{TModel.Description.Name}: data: {binding}");
        if (request.Before is { } before)
        {
            session.Say($"{TModel.Description.Name}: goes on after {Numbers.Count(start.Step)} {(start.Step == 1 ? "step" : "steps")}, in epoch {Math.Min(start.Epoch + 1, request.Options.Epochs)} of {request.Options.Epochs}");
            session.Warn(Resumption.Warnings(before, Describe(start, binding)));
        }

        if (request.Expected is { } expected && RunData.Of(binding.Data).Fingerprint != expected.Fingerprint)
            session.Warn([$"the data are not those that {expected.File} is of: the run is another one."]);
        if (RefinementText.Of(request.Options) is { Length: > 0 } refinements)
            session.Say($"{TModel.Description.Name}: {refinements}");
        var (run, interrupted, keeper, warnings) = ProgressDisplay.Show(session.Terminal, progress => TrainAndTest(start, binding, folder, new(folder, progress, request.KeepsState, request.Before), profile, progress));
        var rows = profile is { Steps: > 0 } ? ProfileRows.Of(profile) : null;
        if (request.Json)
            JsonText.Write(session.Terminal, TrainResult.Of(run, request.Options.GradientOf(TModel.Description), request.Options.AlphaOf(TModel.Description), request.Options.KlWeightOf(TModel.Description), folder.Path, StepText.Path(step), parameters, Memory.PeakMegabytes(), interrupted) with { Profile = rows, Warnings = warnings }, TrainJson.Default.TrainResult);
        else if (!interrupted)
            TestTable.Write(session.Terminal.Output, [(run.Model, run.Metrics)]);
        if (rows is not null && !request.Json)
            ProfileTable.Write(session.Terminal.Output, rows, step);
        session.Warn(warnings);
        if (keeper.Fault is { } fault)
        {
            session.Say($"error: {(interrupted ? "Interrupted" : "Training is complete")}, but it is not saved. {fault.Message} What stands: {keeper.Standing}.");
            return ExitStatus.Failed;
        }

        session.Say($"{TrainWords.Ending(run, interrupted, warnings.Count > 0)} The run is in {folder.Path}; {(interrupted && request.KeepsState ? $"'{session.Program} train --resume {folder.Path}' goes on with it, and " : "")}'{session.Program} evaluate {folder.Path}' measures it"
            + $"{(File.Exists(Path.Combine(folder.Path, RunReport.File)) ? $", and {Path.Combine(folder.Path, RunReport.File)} shows it" : "")}.");
        return interrupted ? Interruption.ExitStatus : 0;
    }

    private (RunRecord Run, bool Interrupted, RunKeeper Keeper, IReadOnlyList<string> Warnings) TrainAndTest<TModel>(
        TrainingState<TModel> start, DataBinding binding, RunFolder folder, RunKeeper keeper, StepProfile? profile, IProgressSink progress)
        where TModel : class, IModel<TModel>
    {
        var history = new TrainHistory<TModel>(new(folder, progress, request.Options.Epochs), binding);
        var (run, warnings) = Train(start, binding.Data, keeper, history, Describe(start, binding), profile, progress);
        if (run.Status != RunStatus.Completed)
            return (run, true, keeper, warnings);
        if (Test(start, binding, keeper, run, progress) is not { } test)
            return (run, true, keeper, warnings);
        run = run with { Metrics = test.AddTo(run.Metrics) };
        if (keeper.IsSaved)
            keeper.Describe(_ => run);
        else
            keeper.Save(start, run, next: null);
        warnings = [.. warnings, .. test.Warnings];
        history.End(run, start.Network, folder.Path, session.Program, warnings, keeper.IsSaved);
        return (run, false, keeper, warnings);
    }

    private TestOutcome? Test<TModel>(TrainingState<TModel> start, DataBinding binding, RunKeeper keeper, RunRecord run, IProgressSink progress)
        where TModel : class, IModel<TModel>
    {
        try
        {
            return FinalTest.Measure(start.Network, binding, request.Test with { ValidationBound = run.Metrics.ValidationBound }, progress, session.Interruption, processes?.Communicator);
        }
        catch (MeasurementException)
        {
            progress.Say($"Training is complete; {keeper.Standing}.");
            throw;
        }
    }

    private (RunRecord Run, IReadOnlyList<string> Warnings) Train<TModel>(
        TrainingState<TModel> start, DataSet data, RunKeeper keeper, TrainHistory<TModel> history, RunRecord run, StepProfile? profile, IProgressSink progress)
        where TModel : class, IModel<TModel>
    {
        try
        {
            if (request.Before is not null)
            {
                keeper.Describe(_ => run);
                history.Continue(start.Epoch, (long)start.Epoch * data.Train.Count, request.Before.Metrics.Seconds ?? 0);
            }

            var outcome = TrainingLoop.Run(start, data, request.Options, progress, session.Interruption, profile, request.Before?.Metrics.Seconds ?? 0, ended =>
            {
                keeper.Save(ended.State, run = After(run, ended, RunStatus.Running), "the next epoch");
                history.Add(ended, keeper.IsSaved);
            });
            run = After(run, outcome, outcome.Interrupted ? RunStatus.Interrupted : RunStatus.Completed);
            keeper.Save(outcome.State, run, outcome.Interrupted ? null : "the end of the test");
            return (run, DivergenceWarning.Of(outcome, request.Options));
        }
        catch (TrainingDivergedException) when (run.Epoch > 0)
        {
            keeper.Describe(kept => kept with { Status = RunStatus.Diverged });
            progress.Say($"Training ends in epoch {run.Epoch + 1}; {keeper.Standing}.");
            throw;
        }
    }

    private RunRecord Describe<TModel>(TrainingState<TModel> start, DataBinding binding) where TModel : class, IModel<TModel> => new()
    {
        Version = Session.Version,
        Model = TModel.Description.Name,
        Data = RunData.Of(binding),
        Options = request.Options,
        Samples = start.Network.Samples,
        Seed = request.Options.Seed,
        Threads = torch.get_num_threads(),
        Ranks = processes?.Communicator.Size,
        Engine = EngineAssembly.Current.Title,
        Device = request.Device,
        KeepsState = request.KeepsState,
        Test = new(request.Test.Samples, request.Test.Limit),
        Epoch = start.Epoch,
        KeptEpoch = request.Before is null ? null : start.KeptEpoch,
        Step = start.Step,
        Metrics = request.Before is not { Metrics: var metrics } ? new() : new()
        {
            TrainingBound = metrics.TrainingBound,
            ValidationBound = metrics.ValidationBound,
            Seconds = metrics.Seconds,
            ImagesPerSecond = metrics.ImagesPerSecond,
        },
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

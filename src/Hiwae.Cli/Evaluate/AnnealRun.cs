using System.Diagnostics;
using Hiwae.Annealing;
using Hiwae.Checkpoints;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Compilation;
using Hiwae.Evaluation;
using Hiwae.Training;

namespace Hiwae.Cli.Evaluate;

/// <summary>Estimates log p(x) of a run's model by annealed importance sampling, on test images or on images that the model draws.</summary>
internal sealed class AnnealRun(Session session, EvaluateRequest request, AnnealRequest annealing, RunRecord run) : IModelVisitor<int>
{
    // What an image counts for in the progress, so that a part of one shows.
    private const long Parts = 1000;

    /// <inheritdoc/>
    public int Visit<TModel>() where TModel : class, IModel<TModel>
    {
        var watch = Stopwatch.StartNew();
        using var scope = torch.NewDisposeScope();
        using var network = RunNetwork.Load<TModel>(request.Folder, run, session.Program, DeviceOption.Open(request.Device));
        if (annealing.Start == AnnealingStart.Prior && AnnealedImportance.PriorObstacle<TModel>() is { } obstacle)
            throw new UsageException($"{run.Model}: chains cannot start from the prior: {obstacle}. Let them start from the proposals, with --ais-start proposal.");
        var step = AnnealedImportance.Decide(network, request.Test.Step);
        using var data = RunImages.Load(request.Folder, run, request.Images, warning => session.Warn([warning]));
        var binding = RunImages.Bind(TModel.Description, data, run, request.Images);
        var split = binding.Data.Test.Take(Math.Min(annealing.Images, request.Test.Limit ?? int.MaxValue));
        var images = binding.HeldOut(split, network.parameters().FirstOrDefault()?.device);
        using var simulation = annealing.IsSandwich ? Simulated(network, images) : null;
        session.Say($"{run.Model} of {request.Folder} on {(annealing.IsSandwich ? $"{images.Batch} {data.Noun.Many} that it draws" : $"{images.Batch} test {data.Noun.Many}")}: "
            + $"{annealing.Chains} chains each, from the {annealing.StartName}; step: {StepText.Of(step)}");
        var found = ProgressDisplay.Show(session.Terminal, progress => Measure(network, simulation?.Data ?? images, simulation, progress));
        if (session.Interruption.IsRequested)
            session.Say(found.Interrupted(data.Noun.Many));
        Write(found, binding, watch.Elapsed);
        return session.Interruption.IsRequested ? Interruption.ExitStatus : 0;
    }

    private Simulation Simulated<TModel>(ModelNetwork<TModel> network, Observation images) where TModel : class, IModel<TModel>
    {
        try
        {
            return AnnealedImportance.Simulate(network, (int)images.Batch, request.Test.Seed, images.Given(TModel.Description));
        }
        catch (InvalidOperationException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private AnnealMeasurement Measure<TModel>(ModelNetwork<TModel> network, Observation images, Simulation? simulation, IProgressSink progress) where TModel : class, IModel<TModel>
    {
        var found = new AnnealMeasurement(annealing, Evaluator.WholeGroups(network, request.Test.Samples), (int)images.Batch);
        try
        {
            progress.Begin($"{TModel.Description.Name}: {found.Samples} samples", images.Batch * Parts);
            foreach (var block in Evaluator.LogEstimates(network, images, Options(part => progress.Report((found.Importance.Count * Parts) + (Parts * part.Done / found.Samples), "log p(x)"))))
                found.Importance.AddRange(block);
            foreach (var temperatures in annealing.Temperatures)
            {
                if (session.Interruption.IsRequested)
                    break;
                Anneal(network, images, simulation, temperatures, found, progress);
            }
        }
        catch (OperationCanceledException) when (session.Interruption.IsRequested)
        {
            // What was measured by then stands.
        }

        return found;

        EvaluationOptions Options(Action<StepProgress> report) => new()
        {
            Samples = request.Test.Samples,
            Seed = request.Test.Seed,
            Step = request.Test.Step,
            Watch = new(session.Interruption.Token, report),
        };
    }

    /// <summary>Measures with a number of temperatures; on an interruption, a row of the images that were done.</summary>
    private void Anneal<TModel>(
        ModelNetwork<TModel> network, Observation images, Simulation? simulation, int temperatures, AnnealMeasurement found, IProgressSink progress)
        where TModel : class, IModel<TModel>
    {
        var (watch, forward, backward) = (Stopwatch.StartNew(), new List<AnnealedEstimate>(), new List<AnnealedEstimate>());
        AnnealingOptions options = new() { Steps = temperatures, Chains = annealing.Chains, Start = annealing.Start, Seed = request.Test.Seed, Step = request.Test.Step };
        var moves = AnnealedImportance.Moves(options, simulation is not null);
        options = options with
        {
            Watch = new(session.Interruption.Token, part => progress.Report((forward.Count * Parts) + (Parts * part.Done / moves), Detail())),
        };
        progress.Begin(string.Create(CultureInfo.InvariantCulture, $"{TModel.Description.Name}: {temperatures} temperatures"), images.Batch * Parts);
        try
        {
            foreach (var block in simulation is null
                ? AnnealedImportance.LogLikelihoods(network, images, options).Select(block => Array.ConvertAll(block, estimate => (estimate, (AnnealedEstimate?)null)))
                : AnnealedImportance.Sandwiches(network, simulation, options).Select(block => Array.ConvertAll(block, sandwich => (sandwich.Forward, (AnnealedEstimate?)sandwich.Backward))))
            {
                forward.AddRange(block.Select(pair => pair.Item1));
                backward.AddRange(block.Select(pair => pair.Item2).OfType<AnnealedEstimate>());
            }
        }
        finally
        {
            if (forward.Count > 0)
                found.Rows.Add(AnnealRow.Of(temperatures, forward, backward, [.. found.Importance.Take(forward.Count)], watch.Elapsed));
        }

        string Detail() => forward.Count == 0 ? "the first" : string.Create(CultureInfo.InvariantCulture, $"log p(x) {forward.Average(estimate => estimate.Value):F2} nats of {forward.Count}");
    }

    private void Write(AnnealMeasurement found, DataBinding binding, TimeSpan time)
    {
        if (request.Json)
            JsonText.Write(session.Terminal, Result(found, binding, time), AnnealJson.Default.AnnealResult);
        else
            AnnealTable.Write(session.Terminal.Output, found);
    }

    private AnnealResult Result(AnnealMeasurement found, DataBinding binding, TimeSpan time) => new(
        request.Folder,
        run.Model,
        binding.Data.Name,
        annealing.IsSandwich,
        annealing.StartName,
        annealing.Chains,
        found.Samples,
        request.Test.Seed,
        ImportanceResult.Of(found.Importance),
        found.Rows,
        [.. found.Missing],
        session.Interruption.IsRequested,
        time.TotalSeconds,
        Memory.PeakMegabytes());
}

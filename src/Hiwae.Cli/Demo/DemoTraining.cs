using Hiwae.Checkpoints;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Train;
using Hiwae.Data;
using Hiwae.Networks;
using Hiwae.Training;

namespace Hiwae.Cli.Demo;

/// <summary>One model of the demonstration.</summary>
/// <param name="Name">The model.</param>
/// <param name="Metrics">The measurements.</param>
/// <param name="Reconstructions">Of the first test images.</param>
/// <param name="Samples">Means of draws from the generative model.</param>
internal sealed record DemoModel(
    string Name, RunMetrics Metrics, IReadOnlyList<PixelImage> Reconstructions, IReadOnlyList<PixelImage> Samples);

/// <summary>Trains and tests one model of the demonstration; null where the user interrupted it.</summary>
internal sealed class DemoTraining(Session session, DemoRequest request, DataSet data, IProgressSink progress)
    : IModelVisitor<DemoModel?>
{
    /// <summary>Pictures in a row.</summary>
    public const int Columns = 16;

    private const int SampleRows = 2;

    /// <inheritdoc/>
    public DemoModel? Visit<TModel>() where TModel : class, IModel<TModel>
    {
        var binding = DataBinding.Of(TModel.Description, data, request.Options);
        if (binding.Image is not { Role: Role.Observed })
            throw new UsageException(
                $"The demonstration draws the images that a model makes, but {TModel.Description.Name} observes none; give the variable that takes the image a generative factor.");
        using var start = Trainer.Start<TModel>(data, request.Options);
        var outcome = TrainingLoop.Run(start, data, request.Options, progress, session.Interruption);
        if (outcome.Interrupted
            || FinalTest.Measure(start.Network, binding, request.Test, progress, session.Interruption) is not { } test)
            return null;
        foreach (var warning in (string[])[.. DivergenceWarning.Of(outcome, request.Options), .. test.Warnings])
            progress.Say($"warning: {warning}");
        var metrics = test.AddTo(new()
        {
            Seconds = outcome.Seconds,
            ImagesPerSecond = Numbers.Finite(outcome.Images / outcome.Seconds),
        });
        return new(TModel.Description.Name, metrics, Reconstructions(start.Network, binding), Samples(start.Network, binding));
    }

    private IReadOnlyList<PixelImage> Reconstructions<TModel>(ModelNetwork<TModel> network, DataBinding binding)
        where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        var images = binding.HeldOut(data.Test.Take(Columns));
        var means = network.Reconstruct(images, network.Samples, Noise.FromSeed(request.Test.Seed));
        return DataPictures.Of(ImageOf(TModel.Description.Observed, means, binding), data.Image!);
    }

    /// <summary>Means of draws from the generative model, given what is given with the first test images.</summary>
    private IReadOnlyList<PixelImage> Samples<TModel>(ModelNetwork<TModel> network, DataBinding binding)
        where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        using var mode = EvaluationMode.Begin();
        var given = binding.HeldOut(data.Test.Take(SampleRows * Columns)).Given(TModel.Description);
        var draws = network.Generate(SampleRows * Columns, Noise.FromSeed(request.Test.Seed), given);
        return DataPictures.Of(ImageOf(TModel.Description.Variables, network.Decode(draws).Variables, binding), data.Image!);
    }

    private static Tensor ImageOf(IEnumerable<VariableDescription> variables, IEnumerable<Tensor> values, DataBinding binding) =>
        variables.Zip(values).First(pair => pair.First.Name == binding.Image!.Name).Second;
}

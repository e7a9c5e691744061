using Hiwae.Cli.Display;
using Hiwae.Cli.Pictures;
using Hiwae.Data;
using Hiwae.Networks;
using Hiwae.Training;

namespace Hiwae.Cli.Work;

/// <summary>Trains and tests one model of the demonstration; null where the user interrupted it.</summary>
internal sealed class DemoTraining(Session session, DemoRequest request, ImageData data, IProgressSink progress)
    : IModelVisitor<DemoModel?>
{
    /// <summary>Pictures in a row.</summary>
    public const int Columns = 16;

    private const int SampleRows = 2;

    /// <inheritdoc/>
    public DemoModel? Visit<TModel>() where TModel : class, IModel<TModel>
    {
        using var start = Trainer.Start<TModel>(data, request.Options);
        var outcome = TrainingLoop.Run(start, data, request.Options, progress, session.Interruption);
        if (outcome.Interrupted
            || FinalTest.Measure(start.Network, data, request.Test, progress, session.Interruption) is not { } test)
            return null;
        var metrics = test.AddTo(new()
        {
            Seconds = outcome.Seconds,
            ImagesPerSecond = Numbers.Finite(outcome.Images / outcome.Seconds),
        });
        return new(TModel.Description.Name, metrics, Reconstructions(start.Network), Samples(start.Network));
    }

    private IReadOnlyList<GreyImage> Reconstructions<TModel>(ModelNetwork<TModel> network)
        where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        var images = Binarise.HeldOut(data.Test.Take(Columns), data.Binarisation);
        var means = network.Reconstruct(images, network.Samples, Noise.FromSeed(request.Test.Seed));
        return TensorPictures.Of(means[0], data);
    }

    private IReadOnlyList<GreyImage> Samples<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        using var mode = network.InEvaluation();
        var draws = network.Generate(SampleRows * Columns, Noise.FromSeed(request.Test.Seed));
        var observed = TModel.Description.Variables.Select(v => v.Role).ToList().IndexOf(Role.Observed);
        return TensorPictures.Of(network.Decode(draws).Variables[observed], data);
    }
}

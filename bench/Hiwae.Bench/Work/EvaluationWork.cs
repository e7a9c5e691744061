using Hiwae.Evaluation;
using Hiwae.Compilation;

namespace Hiwae.Bench.Work;

/// <summary>Log-likelihoods of a batch of images, estimated as <c>evaluate</c> does.</summary>
internal sealed class EvaluationWork<TModel> : IWork where TModel : class, IModel<TModel>
{
    private readonly ModelNetwork<TModel> network;
    private readonly Tensor images;
    private readonly EvaluationOptions options;
    private readonly StartingPoint start;

    /// <summary>A network and images.</summary>
    /// <param name="workload">What is measured.</param>
    /// <param name="step">The path that is to be taken.</param>
    public EvaluationWork(Workload workload, StepPath step)
    {
        network = TModel.CreateNetwork(Noise.FromSeed(1));
        images = workload.Batch();
        options = new() { Samples = workload.Samples, Step = step };
        start = new(network);
    }

    public string? Path => StepChoice.Decide(network, options.Step).IsCompiled ? "compiled" : "portable";

    public double Write(string file)
    {
        using var noise = new RecordedNoise(Noise.FromSeed(3));
        var estimates = Evaluator.LogEstimates(network, images, options with { Samples = Workload.CheckedSamples }, noise);
        var mean = estimates.SelectMany(block => block).Average();
        start.Write(file, images, noise);
        return mean;
    }

    public void Reset() => start.Restore();

    public void Repeat(int times)
    {
        for (var i = 0; i < times; i++)
        {
            foreach (var block in Evaluator.LogEstimates(network, images, options))
                GC.KeepAlive(block);
        }
    }

    public void Dispose()
    {
        start.Dispose();
        images.Dispose();
        network.Dispose();
    }
}

using Hiwae.Checkpoints;
using Hiwae.Compilation;
using Hiwae.Evaluation;
using Hiwae.Laws.Cases;
using Hiwae.Training;
using static TorchSharp.torch;

namespace Hiwae.Bench.Work;

/// <summary>The computation that a worker process measures.</summary>
internal interface IWork : IDisposable
{
    /// <summary>Writes parameters, batch and noise to a file, and returns the mean bound that they give, in nats.</summary>
    double Write(string file);

    /// <summary>The path that steps take, in one word; null where none are taken.</summary>
    string? Path { get; }

    /// <summary>Restores the initial parameters.</summary>
    void Reset();

    /// <summary>The given number of repetitions.</summary>
    void Repeat(int times);
}

/// <summary>Training steps on one batch, taken as <c>train</c> takes them.</summary>
internal sealed class TrainingWork<TModel> : IWork where TModel : class, IModel<TModel>
{
    private readonly TrainingOptions options;
    private readonly TrainingState<TModel> state;
    private readonly Tensor batch;
    private readonly StartingPoint start;

    /// <summary>A network and a batch.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="step">The path that steps are to take.</param>
    /// <param name="precision">The precision of their linear maps.</param>
    public TrainingWork(Workload workload, StepPath step, Precision precision)
    {
        options = new() { BatchSize = workload.Data, Samples = workload.Samples, GradientNorm = null, Step = step, Precision = precision };
        state = Trainer.Start<TModel>(options);
        batch = workload.Batch();
        start = new(state.Network);
    }

    public string? Path => options.Decide(state.Network).IsCompiled ? "compiled" : "portable";

    public double Write(string file)
    {
        using var noise = new RecordedNoise(state.Noise);
        var (bound, _) = Trainer.Step(state with { Noise = noise }, batch, options);
        start.Write(file, batch, noise);
        return bound;
    }

    public void Reset() => start.Restore();

    public void Repeat(int times)
    {
        for (var i = 0; i < times; i++)
            Trainer.Step(state, batch, options);
    }

    public void Dispose()
    {
        start.Dispose();
        batch.Dispose();
        state.Dispose();
    }
}

/// <summary>Log-likelihoods of a batch of images, estimated as <c>evaluate</c> does.</summary>
internal sealed class EvaluationWork<TModel> : IWork where TModel : class, IModel<TModel>
{
    private readonly ModelNetwork<TModel> network;
    private readonly Tensor images;
    private readonly EvaluationOptions options;
    private readonly StartingPoint start;

    /// <summary>A network and images.</summary>
    /// <param name="workload">The workload.</param>
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

/// <summary>A network's parameters as they were at first.</summary>
internal sealed class StartingPoint : IDisposable
{
    private readonly ImmutableArray<(string Name, Tensor Parameter, Tensor Initial)> parameters;

    public StartingPoint(nn.Module network) => parameters =
    [
        .. network.named_parameters().Select(p => (p.name, (Tensor)p.parameter, p.parameter.detach().clone().DetachFromDisposeScope())),
    ];

    /// <summary>Restores them.</summary>
    public void Restore()
    {
        using var constant = no_grad();
        foreach (var (_, parameter, initial) in parameters)
            parameter.copy_(initial);
    }

    /// <summary>Writes them, a batch and noise to a file.</summary>
    public void Write(string file, Tensor batch, RecordedNoise noise)
    {
        var tensors = parameters.ToDictionary(p => "parameters." + p.Name, p => p.Initial);
        tensors["batch"] = batch;
        for (var i = 0; i < noise.Draws.Count; i++)
            tensors[string.Create(CultureInfo.InvariantCulture, $"noise.{i:D4}")] = noise.Draws[i];
        Safetensors.Write(file, tensors);
    }

    public void Dispose()
    {
        foreach (var (_, _, initial) in parameters)
            initial.Dispose();
    }
}

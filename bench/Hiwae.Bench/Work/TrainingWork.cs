using Hiwae.Compilation;
using Hiwae.Training;

namespace Hiwae.Bench.Work;

/// <summary>Training steps on one batch, taken as <c>train</c> takes them.</summary>
internal sealed class TrainingWork<TModel> : IWork where TModel : class, IModel<TModel>
{
    private readonly TrainingOptions options;
    private readonly TrainingState<TModel> state;
    private readonly Tensor batch;
    private readonly StartingPoint start;

    /// <summary>A network and a batch.</summary>
    /// <param name="workload">What is measured.</param>
    /// <param name="step">The path that steps are to take.</param>
    /// <param name="precision">In which their linear maps multiply.</param>
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

namespace Hiwae.Steps;

/// <summary>
/// A recording that runs: log ŵ, and its gradient, in one native call on memory that is kept. Several threads that call it wait for one another.
/// </summary>
public sealed class CompiledStep : IDisposable
{
    private readonly Lock gate = new();
    private readonly IStepExecutor executor;
    private readonly Tensor[] parameters;
    private readonly Tensor[] observed;
    private readonly Tensor[] noises;

    /// <summary>Prepares a recording.</summary>
    /// <exception cref="ArgumentException">It cannot run compiled; see <see cref="StepChoice"/>.</exception>
    public CompiledStep(StepRecording recording)
    {
        if (StepChoice.Obstacle(recording) is { } obstacle)
            throw new ArgumentException($"The recording cannot run as a compiled step: {obstacle}.", nameof(recording));
        Recording = recording;
        executor = StepEngine.Prepare(recording);
        parameters = new Tensor[recording.Parameters.Length];
        observed = new Tensor[recording.Data.Length];
        noises = new Tensor[recording.Noises.Length];
    }

    /// <summary>What runs.</summary>
    public StepRecording Recording { get; }

    /// <summary>log ŵ of every group in nats, [data · groups], those of a datum next to each other.</summary>
    /// <param name="data">The observation, each variable [data, size].</param>
    /// <param name="groups">How many groups of proposals for each datum.</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    public float[] Estimates(Observation data, int groups, int samples, Noise noise) =>
        Run(data, groups, samples, noise, gradients: false, scale: 0, temperature: 1);

    /// <summary>
    /// The same with one group for each datum; every learned parameter's gradient becomes that of scale · Σ log ŵ.
    /// </summary>
    /// <param name="data">The observation, each variable [data, size].</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="scale">What the sum is multiplied with.</param>
    /// <param name="temperature">What everything but the observed terms of the log weights is multiplied with, see <see cref="Proposal{TModel}.LogTerms(double)"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not from 0 to 1.</exception>
    public float[] Differentiate(Observation data, int samples, Noise noise, double scale, double temperature = 1)
    {
        if (temperature is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature of a step must be from 0, the observed terms alone, to 1, the bound.");
        return Run(data, 1, samples, noise, gradients: true, scale, temperature);
    }

    /// <summary>Where the time went since the last reset; the first call starts the measurement.</summary>
    /// <param name="reset">Whether to start anew.</param>
    public StepTimes Profile(bool reset)
    {
        lock (gate)
            return executor.Profile(reset);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            executor.Dispose();
    }

    private float[] Run(Observation data, int groups, int samples, Noise noise, bool gradients, double scale, double temperature)
    {
        lock (gate)
        {
            using var scope = NewDisposeScope();
            for (var i = 0; i < parameters.Length; i++)
                parameters[i] = Recording.Parameters[i]();
            for (var i = 0; i < observed.Length; i++)
                observed[i] = data.Values[Recording.Data[i]];
            for (var i = 0; i < noises.Length; i++)
                noises[i] = Recording.Noises[i].Draw(noise, data.Batch, groups, samples);
            var estimates = new float[data.Batch * groups];
            executor.Run(parameters, observed, noises, data.Batch, groups, samples, gradients, (float)scale, (float)temperature, estimates);
            return estimates;
        }
    }
}

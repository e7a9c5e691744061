using Hiwae.Communication;
using Hiwae.Compilation.Lanes;
using Hiwae.Native;
using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>
/// A program that runs: log ŵ, and its gradient, on memory that is kept. Several threads that call it wait for one another.
/// </summary>
public sealed unsafe partial class CompiledProgram : IDisposable
{
    private readonly Lock gate = new();
    private readonly Executor executor;
    private readonly RunMemory memory;

    /// <summary>Prepares a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="precision">In which precision linear maps multiply.</param>
    /// <exception cref="ArgumentException">It cannot run compiled, or not in this precision; see <see cref="StepChoice"/>.</exception>
    public CompiledProgram(Program program, Precision precision = Precision.Float32)
        : this(program, VectorWidths.Best, precision)
    {
    }

    internal CompiledProgram(Program program, VectorWidth width, Precision precision = Precision.Float32)
    {
        if (StepChoice.Obstacle(program) is { } obstacle)
            throw new ArgumentException($"The program cannot run compiled: {obstacle}.", nameof(program));
        if (precision == Precision.BFloat16 && Bf16Product.Obstacle is { } lack)
            throw new ArgumentException($"The program cannot run with precision bf16: {lack}.", nameof(precision));
        Program = program;
        (executor, memory) = (new(program, width, precision), new(program));
    }

    /// <summary>The program that runs.</summary>
    public Program Program { get; }

    /// <summary>log ŵ of every group in nats, [data · groups], those of a datum next to each other.</summary>
    /// <param name="data">The observation, each variable [data, size].</param>
    /// <param name="groups">The number of groups of proposals for each datum.</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    public float[] Estimates(Observation data, int groups, int samples, Noise noise) =>
        Estimates(data, groups, samples, noise, null, null);

    /// <summary>The same, in slices of at most so many proposals, watched.</summary>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    internal float[] Estimates(Observation data, int groups, int samples, Noise noise, int? samplesPerBlock, StepWatch? watch) =>
        Go(data, groups, samples, noise, false, 0, 1, 0, samplesPerBlock, watch, null);

    /// <summary>
    /// The same with one group for each datum; every learned parameter's gradient becomes that of scale · Σ log ŵ.
    /// </summary>
    /// <param name="data">The observation, each variable [data, size].</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="scale">The factor of the sum.</param>
    /// <param name="temperature">The factor of everything but the observed terms of the log weights, see <see cref="Proposal{TModel}.LogTerms(double)"/>.</param>
    /// <param name="alpha">α: both are of powers of the weights, (1 − α)⁻¹ times the log-sum-exp of <see cref="Proposal{TModel}.LogPowers"/>; 0 for log ŵ.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is negative or infinite, or α not from 0 to below 1.</exception>
    public float[] WriteGradients(Observation data, int samples, Noise noise, double scale, double temperature = 1, double alpha = 0) =>
        WriteGradients(data, samples, noise, scale, temperature, null, null, alpha);

    /// <summary>The same, in slices of at most so many proposals, watched; of a part of a step, the part's gradient, with the estimates of the whole for the data that are in it.</summary>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    internal float[] WriteGradients(
        Observation data, int samples, Noise noise, double scale, double temperature, int? samplesPerBlock, StepWatch? watch, double alpha = 0, StepShare? share = null)
    {
        if (!(temperature >= 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature of a step must be finite and at least 0, the observed terms alone; 1 is the bound.");
        if (alpha is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha of a step must be from 0, the importance-weighted bound, to below 1.");
        return Go(data, 1, samples, noise, true, scale, temperature, alpha, samplesPerBlock, watch, share);
    }

    /// <summary>How the proposals of a datum go through the model.</summary>
    internal Slices Slices(int samples, int? samplesPerBlock) =>
        executor.Schedule.Heads > 0 ? new(samples, 1) : Compilation.Slices.Of(samples, samplesPerBlock, executor.Schedule.States);

    /// <summary>Bytes that a step takes besides the parameters and their gradients.</summary>
    internal long Bytes(int batch, int samples, int? samplesPerBlock)
    {
        lock (gate)
            return executor.Bytes(batch, Parts(batch, Slices(samples, samplesPerBlock)), Slices(samples, samplesPerBlock));
    }

    private static int Parts(int batch, Slices slices) => Math.Clamp(get_num_threads(), 1, Math.Max(batch, slices.Count));

    /// <summary>Times by operation since the last reset; the first call starts the measurement.</summary>
    /// <param name="reset">Whether to start anew.</param>
    public ProgramTimes Profile(bool reset)
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

    private float[] Go(
        Observation data, int groups, int samples, Noise noise, bool hasBackward, double scale, double temperature, double alpha, int? samplesPerBlock, StepWatch? watch, StepShare? share)
    {
        lock (gate)
        {
            using var scope = NewDisposeScope();
            var batch = checked((int)data.Batch);
            var estimates = new float[batch * groups];
            memory.Read(data);
            var slices = Slices(samples, samplesPerBlock);
            Action<double[]>? addOthers = share is { IsOfSamples: true } ? logarithms => share.Communicator.LogSum(logarithms, watch is { IsStopped: true }) : null;
            watch?.Begin((long)batch * groups * samples, hasBackward && (slices.Count > 1 || addOthers is not null) ? 2 : 1);
            fixed (float* first = estimates)
            {
                executor.Go(new()
                {
                    Parameters = memory.Parameters,
                    Gradients = hasBackward ? memory.Gradients() : [],
                    Data = memory.Data,
                    Randoms = RunRandoms.Of(Program, noise, batch, groups, samples, executor.Schedule.States, share?.Window),
                    Batch = batch,
                    Groups = groups,
                    Samples = samples,
                    AllSamples = (int)(share?.Window.AllSamples ?? samples),
                    Scale = (float)scale,
                    Temperature = (float)temperature,
                    Alpha = (float)alpha,
                    Estimates = first,
                    Parts = Parts(batch, slices),
                    Slices = slices,
                    AddOthers = addOthers,
                    Watch = watch,
                });
            }

            memory.Keep();
            return estimates;
        }
    }
}

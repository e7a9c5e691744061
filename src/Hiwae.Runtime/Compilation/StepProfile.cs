using System.Diagnostics;

namespace Hiwae.Compilation;

/// <summary>
/// The times of training steps by stage. The trainer that is given one fills it; the first step, in which memory is got and code
/// is loaded, does not count where there are others.
/// </summary>
public sealed class StepProfile
{
    private readonly double[] seconds = new double[Enum.GetValues<StepStage>().Length];
    private CompiledProgram? compiled;
    private bool isWarm;
    private long lap;

    /// <summary>The number of steps that were timed.</summary>
    public int Steps { get; private set; }

    /// <summary>The number of threads of the tensor engine.</summary>
    public int Threads { get; private set; }

    /// <summary>The mean time of a stage, in milliseconds for each step.</summary>
    public double Milliseconds(StepStage stage) => 1e3 * seconds[(int)stage] / Math.Max(1, Steps);

    /// <summary>The mean time of all stages, in milliseconds for each step.</summary>
    public double Milliseconds() => Enum.GetValues<StepStage>().Sum(Milliseconds);

    /// <summary>The compiled step's times, in sums over the steps that were timed; null where steps were not compiled.</summary>
    public ProgramTimes? Times() => compiled?.Profile(reset: false);

    /// <summary>A step begins.</summary>
    internal void Begin()
    {
        if (Steps == 1 && !isWarm)
        {
            isWarm = true;
            Steps = 0;
            Array.Clear(seconds);
            compiled?.Profile(reset: true);
        }

        Threads = get_num_threads();
        Steps++;
        lap = Stopwatch.GetTimestamp();
    }

    /// <summary>The program that the steps run; null on the portable path.</summary>
    internal void Watch(CompiledProgram? step)
    {
        if (!ReferenceEquals(compiled, step))
            step?.Profile(reset: true);
        compiled = step;
    }

    /// <summary>A stage ends, and the next one begins.</summary>
    internal void End(StepStage stage)
    {
        var now = Stopwatch.GetTimestamp();
        seconds[(int)stage] += Stopwatch.GetElapsedTime(lap, now).TotalSeconds;
        lap = now;
    }
}

/// <summary>A part of a training step that is timed as a whole.</summary>
public enum StepStage
{
    /// <summary>Choosing the images, and binarisation.</summary>
    Batch,

    /// <summary>The bound, where it is known before its gradient is: on the portable path.</summary>
    Bound,

    /// <summary>The gradient: on the compiled path the bound with it, and the random numbers.</summary>
    Gradient,

    /// <summary>Where several processes take the step: from the end of this one's part until all have come to theirs.</summary>
    Waiting,

    /// <summary>Adding up the gradients of all processes.</summary>
    Exchange,

    /// <summary>Limiting the gradient's norm.</summary>
    Clipping,

    /// <summary>The update of the parameters.</summary>
    Optimiser,
}

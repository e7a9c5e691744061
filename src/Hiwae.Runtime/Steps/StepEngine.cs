namespace Hiwae.Steps;

/// <summary>The tensor engine's compiled steps: the only file that knows which engine this is.</summary>
internal static class StepEngine
{
#if HIWAE_TORCH
    /// <summary>Why there are none, as a clause; null where there are.</summary>
    public static string? Obstacle => null;

    /// <summary>A recording in a form that runs.</summary>
    public static IStepExecutor Prepare(StepRecording recording) => new Executor(recording);

    private sealed class Executor(StepRecording recording) : IStepExecutor
    {
        private readonly Hiwae.Torch.StepProgram program = new(
            StepCode.Values(recording), StepCode.Operations(recording), recording.Operations.Length);

        public void Run(
            ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> data, ReadOnlySpan<Tensor> noises,
            long batch, long groups, long samples, bool gradients, float scale, Span<float> estimates) =>
            program.Run(parameters, data, noises, batch, groups, samples, gradients, scale, estimates);

        public StepTimes Profile(bool reset)
        {
            var times = program.Profile(reset);
            return StepTimes.Of(recording, times.Forward, times.Backward, times.Summing, times.Waiting, times.Whole);
        }

        public void Dispose() => program.Dispose();
    }
#else
    /// <summary>Why there are none, as a clause; null where there are.</summary>
    public static string? Obstacle => "the tensor engine is not the one that comes with this project, which alone has compiled steps";

    /// <summary>A recording in a form that runs.</summary>
    public static IStepExecutor Prepare(StepRecording recording) => throw new System.Diagnostics.UnreachableException(Obstacle);
#endif
}

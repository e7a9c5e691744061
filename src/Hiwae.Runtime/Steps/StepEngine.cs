namespace Hiwae.Steps;

/// <summary>What the tensor engine has beside the interface of TorchSharp: the only file that is compiled differently for each engine.</summary>
internal static class StepEngine
{
#if HIWAE_TORCH
    /// <summary>Why there are none, as a clause; null where there are.</summary>
    public static string? Obstacle => null;

    /// <summary>A recording in a form that runs.</summary>
    public static IStepExecutor Prepare(StepRecording recording) => new Executor(recording);

    /// <summary>What its settings are worth; null where it makes none.</summary>
    public static EngineTimes? Measure(int size)
    {
        var found = Hiwae.Torch.EngineMeasurements.Take(size);
        return new(found.DenormalsFlushed, found.DenormalsKept, found.Product, found.ProductLibrary, found.BlockKept, found.BlockMapped);
    }

    private sealed class Executor(StepRecording recording) : IStepExecutor
    {
        private readonly Hiwae.Torch.StepProgram program = new(
            StepCode.Values(recording), StepCode.Operations(recording), recording.Operations.Length);

        public void Run(
            ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> data, ReadOnlySpan<Tensor> noises,
            long batch, long groups, long samples, bool gradients, float scale, float temperature, Span<float> estimates) =>
            program.Run(parameters, data, noises, batch, groups, samples, gradients, scale, temperature, estimates);

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

    /// <summary>What its settings are worth; null where it makes none.</summary>
    public static EngineTimes? Measure(int size) => null;
#endif
}

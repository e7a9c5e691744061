namespace Hiwae.Steps;

/// <summary>What runs compiled steps.</summary>
internal static class StepEngine
{
    /// <summary>Why there are none, as a clause; null where there are.</summary>
    public static string? Obstacle => "the tensor engine has no compiled steps";

    /// <summary>A recording in a form that runs.</summary>
    public static IStepExecutor Prepare(StepRecording recording) => throw new System.Diagnostics.UnreachableException(Obstacle);
}

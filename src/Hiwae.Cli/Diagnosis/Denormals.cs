namespace Hiwae.Cli.Diagnosis;

/// <summary>What becomes of numbers too small for the normal range.</summary>
internal static class Denormals
{
    /// <summary>Whether the engine's threads make zeros of them; tried on enough numbers for every thread to have some.</summary>
    public static bool AreFlushed()
    {
        using var scope = torch.NewDisposeScope();
        return torch.full(1 << 20, 1e-30f, dtype: torch.ScalarType.Float32).mul(1e-10f).max().ToDouble() == 0;
    }
}

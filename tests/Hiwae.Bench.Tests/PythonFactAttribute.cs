namespace Hiwae.Bench.Tests;

/// <summary>A test of the peer on PyTorch. It runs where the variable names an interpreter that has it; elsewhere it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    private const string Variable = "HIWAE_PYTHON";

    public PythonFactAttribute() =>
        Skip = Interpreter is null ? $"{Variable} names no interpreter; set it to the path of one that has PyTorch to compare with." : null;

    /// <summary>The interpreter that is named, or null.</summary>
    public static string? Interpreter => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;
}

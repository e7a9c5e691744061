using Hiwae.Bench.Workers;

namespace Hiwae.Bench.Tests;

/// <summary>A test that needs PyTorch for Python; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TorchFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(() =>
    {
        try
        {
            Python.Find();
            return null;
        }
        catch (BenchException e)
        {
            return e.Message;
        }
    });

    public TorchFactAttribute() => Skip = Missing.Value;
}

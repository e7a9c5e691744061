using System.Runtime.InteropServices;
using Hiwae.Native;

namespace Hiwae.Runtime.Tests.Compilation;

/// <summary>What the system itself says of this machine.</summary>
internal static class Bf16Machine
{
    private static readonly string[] Flags = ["avx512_bf16", "amx_bf16"];

    /// <summary>Whether it multiplies in bf16.</summary>
    public static bool HasProducts { get; } = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
        && File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("flags", StringComparison.Ordinal)).Split(' ').Intersect(Flags).Any();

    /// <summary>Asserts that something is refused for what the machine lacks.</summary>
    public static void Refuses(Func<object?> action)
    {
        var error = Assert.Throws<ArgumentException>(action);
        Assert.Contains("bf16", error.Message, StringComparison.Ordinal);
        Assert.Contains(Bf16Product.Obstacle!, error.Message, StringComparison.Ordinal);
    }
}

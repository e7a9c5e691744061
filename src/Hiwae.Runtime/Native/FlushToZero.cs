using System.Runtime.InteropServices;

namespace Hiwae.Native;

/// <summary>
/// Denormal numbers as zeros, on the calling thread and for as long as it lasts. With many samples most weights underflow, and on denormal numbers some processors are many times
/// slower. Where the system offers no way, or the processor needs none, nothing happens.
/// </summary>
internal readonly unsafe ref struct FlushToZero
{
    // Room for any system's floating-point environment.
    private const int Room = 64;

    // In the control register of SSE: results that are denormal become zero, and so do arguments.
    private const uint Results = 0x8000;
    private const uint Arguments = 0x0040;

    // Where that register stands in the environment of glibc and musl on x86-64.
    private const int Register = 28;

    private readonly uint before;
    private readonly bool changed;

    /// <summary>Begins.</summary>
    public FlushToZero()
    {
        if (!IsSupported)
            return;
        var environment = stackalloc byte[Room];
        if (Get(environment) != 0)
            return;
        before = *(uint*)(environment + Register);
        *(uint*)(environment + Register) = before | Results | Arguments;
        changed = Set(environment) == 0;
    }

    private static bool IsSupported { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && NativeLibrary.TryLoad("libm.so.6", out _);

    /// <summary>Ends: the thread computes as before.</summary>
    public void Dispose()
    {
        if (!changed)
            return;
        var environment = stackalloc byte[Room];
        if (Get(environment) != 0)
            return;
        *(uint*)(environment + Register) = before;
        Set(environment);
    }

    [DllImport("libm.so.6", EntryPoint = "fegetenv")]
    private static extern int Get(byte* environment);

    [DllImport("libm.so.6", EntryPoint = "fesetenv")]
    private static extern int Set(byte* environment);
}

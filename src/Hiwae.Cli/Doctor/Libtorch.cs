using System.Diagnostics;
using System.Runtime.InteropServices;
using Hiwae.Native;

namespace Hiwae.Cli.Doctor;

/// <summary>The native tensor library.</summary>
/// <param name="File">Its path.</param>
internal sealed record Libtorch(string File)
{
    private const string Core = "libtorch_cpu.so";

    /// <summary>The one among loaded libraries, if any.</summary>
    public static Libtorch? Among(IReadOnlyList<string> libraries) =>
        libraries.FirstOrDefault(l => Path.GetFileName(l).StartsWith(Core, StringComparison.Ordinal)) is { } file ? new(file) : null;
}

/// <summary>Intel's Math Kernel Library, which libtorch has inside it on Linux and Windows.</summary>
internal static class MathKernels
{
    private const string Version = "MKL_Get_Version_String";

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void GetVersion([Out] byte[] text, int length);

    /// <summary>Its own title; null where it is not inside, or libtorch does not export it.</summary>
    public static string? Title()
    {
        if (Libtorch.Among(LoadedLibraries.Current()) is not { } libtorch
            || !NativeLibrary.TryLoad(libtorch.File, out var library)
            || !NativeLibrary.TryGetExport(library, Version, out var function))
            return null;
        var text = new byte[256];
        Marshal.GetDelegateForFunctionPointer<GetVersion>(function)(text, text.Length);
        return $"in libtorch: {System.Text.Encoding.ASCII.GetString(text).TrimEnd('\0', ' ')}";
    }
}

/// <summary>How fast matrix products are.</summary>
internal static class MatrixSpeed
{
    /// <summary>Rows and columns of the factors.</summary>
    public const int Size = 512;

    /// <summary>Floating-point operations of a product.</summary>
    public const double Operations = 2.0 * Size * Size * Size;

    private const int Repeats = 10;

    /// <summary>The best of some products, in GFLOP/s.</summary>
    public static double Measure()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.ones(Size, Size);
        var best = double.PositiveInfinity;
        for (var i = 0; i < Repeats; i++)
        {
            var watch = Stopwatch.StartNew();
            using var product = a.mm(a);
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return Operations / best / 1e9;
    }
}

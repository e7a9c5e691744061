using System.Runtime.InteropServices;
using Hiwae.Native;

namespace Hiwae.Cli.Doctor;

/// <summary>Intel's Math Kernel Library, which libtorch has inside it on Linux and Windows.</summary>
internal static class MathKernels
{
    private const string Version = "MKL_Get_Version_String";

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void GetVersion([Out] byte[] text, int length);

    /// <summary>What it calls itself; null where it is not inside, or libtorch does not show it.</summary>
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

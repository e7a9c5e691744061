using System.Reflection;
using System.Runtime.InteropServices;

namespace Hiwae.Torch;

/// <summary>
/// Loads a fast BLAS before libtorch. libtorch asks for <c>libblas.so.3</c> by that name alone, so whichever library of that name
/// is already in the process is the one it gets; the system's choice of BLAS stays as it is.
/// </summary>
internal static partial class Loader
{
    private const int Now = 2;
    private const int Global = 0x100;

    // OpenBLAS's pthread build comes last: its threads compete with libtorch's OpenMP threads.
    private static readonly string[] Flavours = ["openblas-openmp", "blis-openmp", "openblas-pthread"];

    public static void Bind()
    {
        WaitBriefly();
        PreloadBlas();
        NativeLibrary.SetDllImportResolver(typeof(Loader).Assembly, Resolve);
    }

    /// <summary>
    /// OpenMP's threads wait for one another by spinning, for milliseconds at a time. Where another process wants the cores too, the
    /// one that is waited for may not be running, and a step takes many times as long. A short spin before sleeping avoids that, for
    /// a few per cent of a step where the cores are free. GNU's OpenMP reads the variables as it is loaded; whatever the user set stands.
    /// </summary>
    private static void WaitBriefly()
    {
        const int keep = 0;
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
            SetVariable("GOMP_SPINCOUNT", "10000", keep);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search)
    {
        if (name != "HiwaeTorch")
            return 0;
        var beside = Path.Combine(AppContext.BaseDirectory, "libHiwaeTorch.so");
        return File.Exists(beside) ? StandIns.Load(beside) : NativeLibrary.Load("libHiwaeTorch.so", assembly, search);
    }

    private static void PreloadBlas()
    {
        if (Environment.GetEnvironmentVariable("HIWAE_BLAS") is { Length: > 0 } chosen)
        {
            if (Open(chosen, Now | Global) == 0)
                throw new DllNotFoundException($"HIWAE_BLAS names '{chosen}', which cannot be loaded; give the path of a libblas.so.3, or unset it.");
            return;
        }
        var folder = $"/usr/lib/{Triplet}";
        foreach (var flavour in Flavours)
        {
            var blas = $"{folder}/{flavour}/libblas.so.3";
            if (!File.Exists(blas) || Open(blas, Now | Global) == 0)
                continue;
            var lapack = $"{folder}/{flavour}/liblapack.so.3";
            if (File.Exists(lapack))
                Open(lapack, Now | Global);
            return;
        }
    }

    private static string Triplet => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => "x86_64-linux-gnu",
        Architecture.Arm64 => "aarch64-linux-gnu",
        var other => other.ToString().ToLowerInvariant() + "-linux-gnu",
    };

    [LibraryImport("libc.so.6", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc.so.6", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags);
}

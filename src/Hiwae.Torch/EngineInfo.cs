using System.Runtime.InteropServices;

namespace Hiwae.Torch;

/// <summary>What is computing: the libtorch and the BLAS that were loaded, and how they are set up.</summary>
public static unsafe class EngineInfo
{
    /// <summary>libtorch's version, for example <c>1.13.1</c>.</summary>
    public static string Version => Text(Native.hiwae_version());

    /// <summary>The file that libtorch was loaded from.</summary>
    public static string LibraryPath => Text(Native.hiwae_library_path());

    /// <summary>The file that provides libtorch with matrix products, links followed.</summary>
    public static string BlasPath => Resolved(Text(Native.hiwae_blas_path()));

    /// <summary>The BLAS in a word or two: <c>openblas-openmp</c>, <c>blis-openmp</c>, <c>openblas-pthread</c>, <c>mkl</c> or <c>reference</c>.</summary>
    public static string BlasName => BlasPath switch
    {
        var path when path.Contains("openblas-openmp") => "openblas-openmp",
        var path when path.Contains("openblas-pthread") => "openblas-pthread",
        var path when path.Contains("openblas-serial") => "openblas-serial",
        var path when path.Contains("openblas") => "openblas",
        var path when path.Contains("blis") => "blis-openmp",
        var path when path.Contains("mkl") => "mkl",
        var path when path.Contains("atlas") => "atlas",
        _ => "reference",
    };

    /// <summary>The instruction set that libtorch's own kernels use, for example <c>AVX2</c>.</summary>
    public static string CpuCapability
    {
        get
        {
            const string Label = "CPU capability usage: ";
            var text = Native.hiwae_configuration();
            var configuration = Text(text);
            Native.hiwae_free(text);
            var start = configuration.IndexOf(Label, StringComparison.Ordinal);
            return start < 0 ? "unknown" : configuration[(start + Label.Length)..].Split('\n')[0].Trim();
        }
    }

    /// <summary>The instruction set that compiled steps use: <c>v4</c> (AVX-512), <c>v3</c> (AVX2) or <c>baseline</c>.</summary>
    public static string Instructions => Text(Native.hiwae_step_instructions());

    /// <summary>The threads that one operator may use.</summary>
    public static int Threads => Native.hiwae_get_threads();

    /// <summary>Whether denormal numbers are flushed to zero on the calling thread.</summary>
    public static bool FlushesDenormals => Native.hiwae_flushes_denormals() != 0;

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private static string Resolved(string path) =>
        path.Length > 0 && File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
}

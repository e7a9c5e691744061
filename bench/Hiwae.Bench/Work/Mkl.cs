using System.Runtime.InteropServices;

namespace Hiwae.Bench.Work;

/// <summary>Products of single-precision matrices in row-major order by the MKL that is part of libtorch, on the calling thread.</summary>
/// <remarks>Only the package for Linux makes its functions known; elsewhere there is no floor.</remarks>
internal static unsafe class Mkl
{
    private const string Library = "torch_cpu";

    private static readonly delegate* unmanaged<byte*, byte*, int*, int*, int*, float*, float*, int*, float*, int*, float*, float*, int*, void> Sgemm;
    private static readonly delegate* unmanaged<int, int> SetThreads;

    static Mkl()
    {
        if (!NativeLibrary.TryLoad(Library, typeof(torch).Assembly, null, out var library)
            || !NativeLibrary.TryGetExport(library, "sgemm_", out var sgemm)
            || !NativeLibrary.TryGetExport(library, "MKL_Set_Num_Threads_Local", out var setThreads))
            return;
        Sgemm = (delegate* unmanaged<byte*, byte*, int*, int*, int*, float*, float*, int*, float*, int*, float*, float*, int*, void>)sgemm;
        SetThreads = (delegate* unmanaged<int, int>)setThreads;
        Name = "MKL of libtorch_cpu";
    }

    /// <summary>The library behind the products; null where there is none.</summary>
    public static string? Name { get; }

    /// <summary>Lets the calling thread do its products alone, whatever the number of threads is elsewhere.</summary>
    /// <exception cref="DllNotFoundException">There is no MKL.</exception>
    public static void StayOnThisThread()
    {
        if (SetThreads is null)
            throw new DllNotFoundException("libtorch_cpu is not beside the program, or does not make MKL's sgemm_ known: the package for Linux alone does.");
        _ = SetThreads(1);
    }

    /// <summary>C = A B or, where it adds, C + A B; A and B may be transposed.</summary>
    /// <param name="transposeA">Whether A lies in memory column by column.</param>
    /// <param name="transposeB">Whether B does.</param>
    /// <param name="rows">Rows of C.</param>
    /// <param name="columns">Columns of C.</param>
    /// <param name="inner">Terms of each sum.</param>
    /// <param name="a">A.</param>
    /// <param name="strideA">From a row of what lies in memory to the next.</param>
    /// <param name="b">B.</param>
    /// <param name="strideB">The same.</param>
    /// <param name="adds">Whether what is in C stays.</param>
    /// <param name="c">C.</param>
    public static void Multiply(
        bool transposeA, bool transposeB, int rows, int columns, int inner, float* a, int strideA, float* b, int strideB, bool adds, float* c)
    {
        // Fortran's matrices are the transposes of ours: Cᵀ = Bᵀ Aᵀ.
        var (first, second, alpha, beta) = (Letter(transposeB), Letter(transposeA), 1f, adds ? 1f : 0f);
        Sgemm(&first, &second, &columns, &rows, &inner, &alpha, b, &strideB, a, &strideA, &beta, c, &columns);
    }

    private static byte Letter(bool transposed) => transposed ? (byte)'T' : (byte)'N';
}

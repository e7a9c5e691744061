using System.Runtime.InteropServices;

namespace Hiwae.Bench.Work;

/// <summary>Products of single-precision matrices in row-major order, by oneDNN or else by the system's BLAS, on the calling thread.</summary>
internal static unsafe partial class Sgemm
{
    private const string OneDnn = "libdnnl.so.2";
    private const string Blas = "libblas.so.3";

    /// <summary>C = A B or, where it adds, C + A B; A and B may be transposed.</summary>
    public delegate void Product(
        bool transposeA, bool transposeB, int rows, int columns, int inner, float* a, int strideA, float* b, int strideB, bool adds, float* c, int strideC);

    /// <summary>The library in use; null where there is none.</summary>
    public static string? Library { get; } = new[] { OneDnn, Blas }.FirstOrDefault(name => NativeLibrary.TryLoad(name, out _));

    /// <summary>The product itself.</summary>
    /// <exception cref="DllNotFoundException">There is no library.</exception>
    public static Product Multiply => Library switch
    {
        OneDnn => ByOneDnn,
        Blas => ByBlas,
        _ => throw new DllNotFoundException($"Neither {OneDnn} nor {Blas} can be loaded; the floor needs one of them."),
    };

    private static void ByOneDnn(
        bool transposeA, bool transposeB, int rows, int columns, int inner, float* a, int strideA, float* b, int strideB, bool adds, float* c, int strideC)
    {
        var status = dnnl_sgemm(Letter(transposeA), Letter(transposeB), rows, columns, inner, 1, a, strideA, b, strideB, adds ? 1 : 0, c, strideC);
        if (status != 0)
            throw new InvalidOperationException($"dnnl_sgemm on [{rows}, {inner}] and [{inner}, {columns}] returned {status}.");
    }

    // Fortran's matrices are the transposes of ours: Cᵀ = Bᵀ Aᵀ.
    private static void ByBlas(
        bool transposeA, bool transposeB, int rows, int columns, int inner, float* a, int strideA, float* b, int strideB, bool adds, float* c, int strideC)
    {
        var (first, second, alpha, beta) = (Letter(transposeB), Letter(transposeA), 1f, adds ? 1f : 0f);
        sgemm_(&first, &second, &columns, &rows, &inner, &alpha, b, &strideB, a, &strideA, &beta, c, &strideC);
    }

    private static byte Letter(bool transposed) => transposed ? (byte)'T' : (byte)'N';

    [LibraryImport(OneDnn)]
    private static partial int dnnl_sgemm(
        byte transposeA, byte transposeB, long rows, long columns, long inner, float alpha, float* a, long strideA, float* b, long strideB, float beta, float* c, long strideC);

    [LibraryImport(Blas)]
    private static partial void sgemm_(
        byte* transposeA, byte* transposeB, int* rows, int* columns, int* inner, float* alpha, float* a, int* strideA, float* b, int* strideB, float* beta, float* c, int* strideC);
}

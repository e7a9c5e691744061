using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Hiwae.Native;

/// <summary>
/// Products of bfloat16 matrices in row-major order, with sums in single precision, by the MKL that is part of libtorch: one product on the calling thread.
/// </summary>
internal static unsafe class Bf16Product
{
    private const string Library = "libtorch_cpu.so";

    private static readonly Lazy<Functions> Found = new(Find);

    /// <summary>Why this machine has no such products, as a clause; null where it has.</summary>
    public static string? Obstacle => Found.Value.Obstacle;

    /// <summary>Why a machine has no such products, as a clause; null where it has.</summary>
    /// <param name="isServed">Whether it is a 64-bit Linux on x86.</param>
    /// <param name="hasInstructions">Whether its processor has instructions for bfloat16.</param>
    /// <param name="hasFunctions">Whether libtorch makes its own known.</param>
    public static string? ObstacleOf(bool isServed, bool hasInstructions, bool hasFunctions) => (isServed, hasInstructions, hasFunctions) switch
    {
        (false, _, _) => "products in bf16 are there on Linux on x64 alone",
        (_, false, _) => "the processor has neither AVX512_BF16 nor AMX-BF16, the instructions for products in bf16",
        (_, _, false) => $"{Library} of this version does not make gemm_bf16bf16f32_ known, which multiplies in bf16",
        _ => null,
    };

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
    /// <param name="c">C.</param>
    /// <param name="strideC">The same.</param>
    /// <param name="adds">Whether what is in C stays.</param>
    public static void Multiply(
        bool transposeA, bool transposeB, int rows, int columns, int inner, ushort* a, int strideA, ushort* b, int strideB, float* c, int strideC, bool adds)
    {
        // Fortran's matrices are the transposes of ours: Cᵀ = Bᵀ Aᵀ.
        var (first, second, alpha, beta) = (Letter(transposeB), Letter(transposeA), 1f, adds ? 1f : 0f);
        var functions = Found.Value;
        var before = functions.SetThreads(1);
        functions.Gemm(&first, &second, &columns, &rows, &inner, &alpha, b, &strideB, a, &strideA, &beta, c, &strideC);
        _ = functions.SetThreads(before);
    }

    private static byte Letter(bool transposed) => transposed ? (byte)'T' : (byte)'N';

    private static bool HasInstructions()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
            return false;
        var (subleaves, _, _, features) = X86Base.CpuId(7, 0);
        const int amx = 1 << 22, avx512 = 1 << 5;
        return (features & amx) != 0 || (subleaves >= 1 && (X86Base.CpuId(7, 1).Eax & avx512) != 0);
    }

    private static Functions Find()
    {
        var isServed = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;
        var hasInstructions = isServed && HasInstructions();
        if (!hasInstructions)
            return new(ObstacleOf(isServed, hasInstructions, hasFunctions: false));

        // Something of the engine has to be asked for before its libraries are there.
        _ = Engine.Ready(0) + get_num_threads();
        return LoadedLibraries.Current().FirstOrDefault(path => Path.GetFileName(path) == Library) is { } loaded
            && NativeLibrary.TryLoad(loaded, out var library)
            && NativeLibrary.TryGetExport(library, "gemm_bf16bf16f32_", out var gemm)
            && NativeLibrary.TryGetExport(library, "MKL_Set_Num_Threads_Local", out var setThreads)
            ? new(null)
            {
                Gemm = (delegate* unmanaged<byte*, byte*, int*, int*, int*, float*, ushort*, int*, ushort*, int*, float*, float*, int*, void>)gemm,
                SetThreads = (delegate* unmanaged<int, int>)setThreads,
            }
            : new(ObstacleOf(isServed, hasInstructions, hasFunctions: false));
    }

    /// <summary>The library's functions, or the obstacle to their use.</summary>
    private sealed class Functions(string? obstacle)
    {
        public string? Obstacle => obstacle;

        public delegate* unmanaged<byte*, byte*, int*, int*, int*, float*, ushort*, int*, ushort*, int*, float*, float*, int*, void> Gemm { get; init; }

        /// <summary>Sets how many threads the calling thread's products have, and returns how many they had.</summary>
        public delegate* unmanaged<int, int> SetThreads { get; init; }
    }
}

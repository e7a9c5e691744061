using Hiwae.Compilation.Elements;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Runtime.Tests;

/// <summary>Runs of element programs on arrays, with a chosen width.</summary>
internal static unsafe class ElementRuns
{
    /// <summary>What a program writes: as many numbers as there are elements, and behind them what was there before.</summary>
    /// <param name="program">The program.</param>
    /// <param name="width">The width.</param>
    /// <param name="inputs">Inputs, each of at least as many numbers.</param>
    /// <param name="outputs">Arrays to write to, which may be inputs.</param>
    /// <param name="count">The number of elements.</param>
    public static void Run(this ElementProgram program, string width, float[][] inputs, float[][] outputs, int count) =>
        Pinned(inputs, outputs, program.ScratchFloats, (from, to, scratch) =>
        {
            switch (Enum.Parse<VectorWidth>(width))
            {
                case VectorWidth.Bits128:
                    program.Run<Lanes128>((float**)from, (float**)to, count, (float*)scratch);
                    break;
                case VectorWidth.Bits256:
                    program.Run<Lanes256>((float**)from, (float**)to, count, (float*)scratch);
                    break;
                default:
                    program.Run<Lanes512>((float**)from, (float**)to, count, (float*)scratch);
                    break;
            }
        });

    /// <summary>The same of a program in two parts.</summary>
    public static void Run(this SplitProgram program, string width, float[][] late, float[][] early, float[][] outputs, int count) =>
        Pinned([.. late, .. early], outputs, program.ScratchFloats + (program.PreparedArrays * count), (from, to, scratch) =>
        {
            float** lateInputs = (float**)from, earlyInputs = lateInputs + late.Length;
            var prepared = (float*)scratch + program.ScratchFloats;
            switch (Enum.Parse<VectorWidth>(width))
            {
                case VectorWidth.Bits128:
                    program.Prepare<Lanes128>(earlyInputs, count, prepared, count, (float*)scratch);
                    program.Run<Lanes128>(lateInputs, earlyInputs, prepared, count, (float**)to, count, (float*)scratch);
                    break;
                case VectorWidth.Bits256:
                    program.Prepare<Lanes256>(earlyInputs, count, prepared, count, (float*)scratch);
                    program.Run<Lanes256>(lateInputs, earlyInputs, prepared, count, (float**)to, count, (float*)scratch);
                    break;
                default:
                    program.Prepare<Lanes512>(earlyInputs, count, prepared, count, (float*)scratch);
                    program.Run<Lanes512>(lateInputs, earlyInputs, prepared, count, (float**)to, count, (float*)scratch);
                    break;
            }
        });

    // Each array lies pinned at another offset from a cache line.
    private static void Pinned(float[][] inputs, float[][] outputs, int scratch, Action<nint, nint, nint> run)
    {
        var pins = inputs.Concat(outputs).Select(array => System.Runtime.InteropServices.GCHandle.Alloc(array, System.Runtime.InteropServices.GCHandleType.Pinned)).ToArray();
        var pointers = pins.Select(pin => pin.AddrOfPinnedObject()).ToArray();
        var memory = GC.AllocateArray<float>(scratch + 16, pinned: true);
        try
        {
            fixed (nint* from = pointers)
            fixed (nint* to = &pointers[^outputs.Length])
            fixed (float* start = memory)
                run((nint)from, (nint)to, ((nint)start + 63) & ~63);
        }
        finally
        {
            foreach (var pin in pins)
                pin.Free();
        }
    }
}

using System.Runtime.InteropServices;

namespace Hiwae.Runtime.Tests.Compilation;

/// <summary>Random rows of floats with gaps of known numbers between them and at their end, which are never to be changed.</summary>
internal sealed unsafe class GuardedFloats : IDisposable
{
    private const float Guard = 12345.5f;
    private readonly int rows;
    private readonly int columns;

    public GuardedFloats(int rows, int columns, int gap, Random random)
    {
        (this.rows, this.columns, Stride) = (rows, columns, columns + gap);
        Start = (float*)NativeMemory.Alloc((nuint)((rows * Stride) + 1), sizeof(float));
        for (var i = 0; i <= rows * Stride; i++)
            Start[i] = i < rows * Stride && i % Stride < columns ? (float)(random.NextDouble() - 0.5) : Guard;
    }

    public float* Start { get; }

    public int Stride { get; }

    public float this[int row, int column] => Start[(row * Stride) + column];

    public bool IsUntouchedBetweenRows
    {
        get
        {
            for (var i = 0; i <= rows * Stride; i++)
            {
                if ((i == rows * Stride || i % Stride >= columns) && Start[i] != Guard)
                    return false;
            }

            return true;
        }
    }

    public float[,] ToArray()
    {
        var copy = new float[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                copy[i, j] = this[i, j];
        }

        return copy;
    }

    public void Dispose() => NativeMemory.Free(Start);
}

using Hiwae.Compilation.Kernels.Products;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>Rows of floats at equal distances; nothing where the address is null.</summary>
/// <param name="Address">The first row.</param>
/// <param name="Stride">Floats from one row to the next.</param>
internal readonly unsafe record struct FloatRows(nint Address, nint Stride)
{
    /// <summary>Whether there are such rows.</summary>
    public bool Exist => Address != 0;

    /// <summary>The first row.</summary>
    public float* Start => (float*)Address;

    /// <summary>Rows from a pointer on.</summary>
    public static FloatRows At(float* start, nint stride) => new((nint)start, stride);

    /// <summary>Puts zeros into so many columns of so many rows.</summary>
    public void Clear(int rows, int columns)
    {
        for (var r = 0; r < rows; r++)
            Floats.Clear(Start + (r * Stride), columns);
    }
}

/// <summary>The three products of a linear map y = x Wᵀ with one weight W[outputs, inputs]; it is used by several threads at the same time, each with scratch of its own.</summary>
/// <param name="outputs">Rows of W.</param>
/// <param name="inputs">Columns of W that x meets.</param>
internal abstract unsafe class LinearProducts(int outputs, int inputs) : IDisposable
{
    /// <summary>Rows of W.</summary>
    protected int Outputs => outputs;

    /// <summary>Columns of W that x meets.</summary>
    protected int Inputs => inputs;

    /// <summary>The products of a map, in single precision or with factors rounded to bfloat16.</summary>
    public static LinearProducts Of<V>(bool inBf16, int outputs, int inputs) where V : struct, ILanes<V> =>
        inBf16 ? new Bf16Products(outputs, inputs) : new FloatProducts<V>(outputs, inputs);

    /// <summary>The number of floats of scratch for a number of rows.</summary>
    public virtual long ScratchFloats(int rows) => 0;

    /// <summary>Brings a part of W into the form in which it is read, once a run.</summary>
    /// <param name="weight">W at the first column that x meets.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    public abstract void Prepare(FloatRows weight, int part, int parts);

    /// <summary>y = x Wᵀ.</summary>
    public abstract void Forward(int rows, FloatRows x, FloatRows y, float* scratch);

    /// <summary>dW = gᵀ x and dx = g W, or adds them; x is read before dx is written.</summary>
    /// <param name="rows">The number of rows of x and g.</param>
    /// <param name="g">The gradient of the products.</param>
    /// <param name="x">The input of the forward pass; it is read for dW alone.</param>
    /// <param name="weight">W as <see cref="Prepare"/> was given it.</param>
    /// <param name="toWeight">dW, where it is wanted.</param>
    /// <param name="addsToWeight">Whether dW is added to what is there; where it is not, it is written even if there are no rows.</param>
    /// <param name="toX">dx, where it is wanted.</param>
    /// <param name="addsToX">Whether dx is added to what is there.</param>
    /// <param name="scratch">At least <see cref="ScratchFloats"/> floats.</param>
    public abstract void Backward(int rows, FloatRows g, FloatRows x, FloatRows weight, FloatRows toWeight, bool addsToWeight, FloatRows toX, bool addsToX, float* scratch);

    /// <inheritdoc/>
    public abstract void Dispose();
}

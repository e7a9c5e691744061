using System.Runtime.InteropServices;

namespace Hiwae.Torch;

/// <summary>What an argument or a result is. Mirrors <c>Kind</c> in Native/abi.h.</summary>
internal enum Kind
{
    None,
    Tensor,
    Int,
    Double,
    Bool,
    IntList,
    DoubleList,
    BoolList,
    TensorList,
    Generator,
    Device,
    String,
    Default,
}

/// <summary>An argument or a result as it crosses the border. Mirrors <c>Value</c> in Native/abi.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Value
{
    public Kind Kind;
    public int Count;
    public long Bits;

    public readonly nint Pointer => (nint)Bits;

    public readonly double Number => Kind == Kind.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;
}

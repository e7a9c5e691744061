namespace Hiwae.Compilation.Elements;

/// <summary>The operation of an instruction of an <see cref="ElementProgram"/> on each element of up to four operands a, b, c, d.</summary>
internal enum ElementOperation
{
    Copy,
    Negate,
    Exp,
    ExpM1,
    Log,
    Log1P,
    Sqrt,
    Square,
    Abs,
    Sign,
    Floor,
    Round,
    Sin,
    Cos,
    Tanh,
    Sigmoid,
    Softplus,
    StirlingRemainder,
    StirlingSlope,
    Add,
    Subtract,
    Multiply,
    Divide,
    Max,
    Min,
    LogAddExp,

    /// <summary>a b + c.</summary>
    MultiplyAdd,

    /// <summary>a b − c.</summary>
    MultiplySubtract,

    /// <summary>c − a b.</summary>
    SubtractProduct,

    /// <summary>(a − b) c.</summary>
    DifferenceProduct,

    /// <summary>a² b + c.</summary>
    SquareMultiplyAdd,

    /// <summary>c where a &lt; b, elsewhere d.</summary>
    IfLess,

    /// <summary>Two results: softplus and, second, its derivative, the sigmoid.</summary>
    SoftplusAndSlope,

    /// <summary>Two results: the sigmoid and, second, softplus.</summary>
    SlopeAndSoftplus,

    /// <summary>Adds the sum over elements to the result's first.</summary>
    Sum,
}

/// <summary>An instruction: an operation, and the slots where operands are and results go.</summary>
/// <remarks>A mask is −1 where an operand has one number for each element, 0 where it has one for all, repeated over a vector.</remarks>
internal struct ElementInstruction
{
    public ElementOperation Operation;

    public int A;

    public int B;

    public int C;

    public int D;

    public int MaskA;

    public int MaskB;

    public int MaskC;

    public int MaskD;

    public int To;

    public int Second;

    /// <summary>Whether all operands and results are temporaries or one number for all: then there is room for whole vectors.</summary>
    public bool IsInside;

    /// <summary>Whether results are temporaries.</summary>
    public bool StoresInside;
}

/// <summary>Compiled expressions. Slots are, in order: temporaries, constants, inputs, outputs.</summary>
/// <param name="Instructions">The instructions in order.</param>
/// <param name="Constants">The constants.</param>
/// <param name="Temporaries">The number of temporary arrays of a tile's length.</param>
internal sealed record ElementCode(ImmutableArray<ElementInstruction> Instructions, ImmutableArray<float> Constants, int Temporaries);

using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Elements;

/// <summary>The loops that carry out instructions, by operation, for vectors of one width.</summary>
/// <typeparam name="V">The width.</typeparam>
internal static unsafe class ElementOperations<V> where V : struct, ILanes<V>
{
    /// <summary>
    /// By operation: carries an instruction out on a number of elements, given the slots' arrays. Of an array that ends earlier than the last vector only what is there is
    /// touched.
    /// </summary>
    public static readonly delegate*<ElementInstruction*, float**, int, void>[] Table = Loops();

    private static delegate*<ElementInstruction*, float**, int, void>[] Loops()
    {
        var table = new delegate*<ElementInstruction*, float**, int, void>[Enum.GetValues<ElementOperation>().Length];
        table[(int)ElementOperation.Copy] = &Unary<ElementFunctions.Copy>;
        table[(int)ElementOperation.Negate] = &Unary<ElementFunctions.Negate>;
        table[(int)ElementOperation.Exp] = &Unary<ElementFunctions.Exp>;
        table[(int)ElementOperation.ExpM1] = &Unary<ElementFunctions.ExpM1>;
        table[(int)ElementOperation.Log] = &Unary<ElementFunctions.Log>;
        table[(int)ElementOperation.Log1P] = &Unary<ElementFunctions.Log1P>;
        table[(int)ElementOperation.Sqrt] = &Unary<ElementFunctions.Sqrt>;
        table[(int)ElementOperation.Square] = &Unary<ElementFunctions.Square>;
        table[(int)ElementOperation.Abs] = &Unary<ElementFunctions.Abs>;
        table[(int)ElementOperation.Sign] = &Unary<ElementFunctions.Sign>;
        table[(int)ElementOperation.Floor] = &Unary<ElementFunctions.Floor>;
        table[(int)ElementOperation.Round] = &Unary<ElementFunctions.Round>;
        table[(int)ElementOperation.Sin] = &Unary<ElementFunctions.Sin>;
        table[(int)ElementOperation.Cos] = &Unary<ElementFunctions.Cos>;
        table[(int)ElementOperation.Tanh] = &Unary<ElementFunctions.Tanh>;
        table[(int)ElementOperation.Sigmoid] = &Unary<ElementFunctions.Sigmoid>;
        table[(int)ElementOperation.Softplus] = &Unary<ElementFunctions.Softplus>;
        table[(int)ElementOperation.StirlingRemainder] = &Unary<ElementFunctions.StirlingRemainder>;
        table[(int)ElementOperation.StirlingSlope] = &Unary<ElementFunctions.StirlingSlope>;
        table[(int)ElementOperation.Add] = &Binary<ElementFunctions.Add>;
        table[(int)ElementOperation.Subtract] = &Binary<ElementFunctions.Subtract>;
        table[(int)ElementOperation.Multiply] = &Binary<ElementFunctions.Multiply>;
        table[(int)ElementOperation.Divide] = &Binary<ElementFunctions.Divide>;
        table[(int)ElementOperation.Max] = &Binary<ElementFunctions.Max>;
        table[(int)ElementOperation.Min] = &Binary<ElementFunctions.Min>;
        table[(int)ElementOperation.LogAddExp] = &Binary<ElementFunctions.LogAddExp>;
        table[(int)ElementOperation.MultiplyAdd] = &Ternary<ElementFunctions.MultiplyAdd>;
        table[(int)ElementOperation.MultiplySubtract] = &Ternary<ElementFunctions.MultiplySubtract>;
        table[(int)ElementOperation.SubtractProduct] = &Ternary<ElementFunctions.SubtractProduct>;
        table[(int)ElementOperation.DifferenceProduct] = &Ternary<ElementFunctions.DifferenceProduct>;
        table[(int)ElementOperation.SquareMultiplyAdd] = &Ternary<ElementFunctions.SquareMultiplyAdd>;
        table[(int)ElementOperation.IfLess] = &IfLess;
        table[(int)ElementOperation.SoftplusAndSlope] = &SoftplusAndSlope;
        table[(int)ElementOperation.SlopeAndSoftplus] = &SlopeAndSoftplus;
        table[(int)ElementOperation.Sum] = &Sum;
        return table;
    }

    private static void Unary<TFunction>(ElementInstruction* instruction, float** slots, int count) where TFunction : IUnary
    {
        float* a = slots[instruction->A], to = slots[instruction->To];
        nint mask = instruction->MaskA;
        count = Extent(instruction, count);
        // Functions may be long: so each is there once.
        for (nint i = 0; i < count; i += V.Count)
        {
            var rest = (int)Math.Min(count - i, V.Count);
            var y = TFunction.Of(rest == V.Count ? V.Load(a + (i & mask)) : V.Load(a + (i & mask), rest));
            Store(instruction, to + i, y, rest);
        }
    }

    private static void Binary<TFunction>(ElementInstruction* instruction, float** slots, int count) where TFunction : IBinary
    {
        float* a = slots[instruction->A], b = slots[instruction->B], to = slots[instruction->To];
        nint maskA = instruction->MaskA, maskB = instruction->MaskB, i = 0;
        count = Extent(instruction, count);
        for (; i <= count - V.Count; i += V.Count)
            V.Store(to + i, TFunction.Of(V.Load(a + (i & maskA)), V.Load(b + (i & maskB))));
        var rest = (int)(count - i);
        if (rest > 0)
            Store(instruction, to + i, TFunction.Of(V.Load(a + (i & maskA), rest), V.Load(b + (i & maskB), rest)), rest);
    }

    private static void Ternary<TFunction>(ElementInstruction* instruction, float** slots, int count) where TFunction : ITernary
    {
        float* a = slots[instruction->A], b = slots[instruction->B], c = slots[instruction->C], to = slots[instruction->To];
        nint maskA = instruction->MaskA, maskB = instruction->MaskB, maskC = instruction->MaskC, i = 0;
        count = Extent(instruction, count);
        for (; i <= count - V.Count; i += V.Count)
            V.Store(to + i, TFunction.Of(V.Load(a + (i & maskA)), V.Load(b + (i & maskB)), V.Load(c + (i & maskC))));
        var rest = (int)(count - i);
        if (rest > 0)
            Store(instruction, to + i, TFunction.Of(V.Load(a + (i & maskA), rest), V.Load(b + (i & maskB), rest), V.Load(c + (i & maskC), rest)), rest);
    }

    private static void IfLess(ElementInstruction* instruction, float** slots, int count)
    {
        float* a = slots[instruction->A], b = slots[instruction->B], c = slots[instruction->C], d = slots[instruction->D], to = slots[instruction->To];
        nint maskA = instruction->MaskA, maskB = instruction->MaskB, maskC = instruction->MaskC, maskD = instruction->MaskD, i = 0;
        count = Extent(instruction, count);
        for (; i <= count - V.Count; i += V.Count)
        {
            var less = V.Less(V.Load(a + (i & maskA)), V.Load(b + (i & maskB)));
            V.Store(to + i, V.Select(less, V.Load(c + (i & maskC)), V.Load(d + (i & maskD))));
        }

        var rest = (int)(count - i);
        if (rest > 0)
        {
            var less = V.Less(V.Load(a + (i & maskA), rest), V.Load(b + (i & maskB), rest));
            Store(instruction, to + i, V.Select(less, V.Load(c + (i & maskC), rest), V.Load(d + (i & maskD), rest)), rest);
        }
    }

    private static void SoftplusAndSlope(ElementInstruction* instruction, float** slots, int count) =>
        SoftplusAndSlope(instruction, slots[instruction->A], slots[instruction->To], slots[instruction->Second], count);

    private static void SlopeAndSoftplus(ElementInstruction* instruction, float** slots, int count) =>
        SoftplusAndSlope(instruction, slots[instruction->A], slots[instruction->Second], slots[instruction->To], count);

    private static void SoftplusAndSlope(ElementInstruction* instruction, float* a, float* softplus, float* sigmoid, int count)
    {
        nint mask = instruction->MaskA;
        count = Extent(instruction, count);
        for (nint i = 0; i < count; i += V.Count)
        {
            var rest = (int)Math.Min(count - i, V.Count);
            var (value, slope) = Elementary.SoftplusAndSlope(rest == V.Count ? V.Load(a + (i & mask)) : V.Load(a + (i & mask), rest));
            Store(instruction, softplus + i, value, rest);
            Store(instruction, sigmoid + i, slope, rest);
        }
    }

    private static void Sum(ElementInstruction* instruction, float** slots, int count)
    {
        float* a = slots[instruction->A];
        nint mask = instruction->MaskA, i = 0;
        var (first, second) = (V.Zero, V.Zero);
        for (; i <= count - (2 * V.Count); i += 2 * V.Count)
        {
            first += V.Load(a + (i & mask));
            second += V.Load(a + ((i + V.Count) & mask));
        }

        for (; i < count; i += V.Count)
            first += V.Load(a + (i & mask), (int)Math.Min(count - i, V.Count));
        *slots[instruction->To] += V.Sum(first + second);
    }

    // Where there is room, the last vector is a whole one too.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Extent(ElementInstruction* instruction, int count) => instruction->IsInside ? (count + V.Count - 1) & -V.Count : count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ElementInstruction* instruction, float* to, V value, int count)
    {
        if (count == V.Count || instruction->StoresInside)
            V.Store(to, value);
        else
            V.Store(to, value, count);
    }
}

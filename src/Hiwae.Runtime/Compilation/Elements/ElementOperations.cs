using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Elements;

/// <summary>The loops that carry out instructions, by operation, for vectors of one width.</summary>
/// <typeparam name="V">The width.</typeparam>
internal static unsafe class ElementOperations<V> where V : struct, ILanes<V>
{
    /// <summary>
    /// By operation: carries an instruction out on so many elements. Given are the slots' arrays. Of an array that ends earlier than the last vector only what is there is
    /// touched.
    /// </summary>
    public static readonly delegate*<ElementInstruction*, float**, int, void>[] Table = Loops();

    private static delegate*<ElementInstruction*, float**, int, void>[] Loops()
    {
        var table = new delegate*<ElementInstruction*, float**, int, void>[Enum.GetValues<ElementOperation>().Length];
        table[(int)ElementOperation.Copy] = &Unary<Elements.Copy>;
        table[(int)ElementOperation.Negate] = &Unary<Elements.Negate>;
        table[(int)ElementOperation.Exp] = &Unary<Elements.Exp>;
        table[(int)ElementOperation.ExpM1] = &Unary<Elements.ExpM1>;
        table[(int)ElementOperation.Log] = &Unary<Elements.Log>;
        table[(int)ElementOperation.Log1P] = &Unary<Elements.Log1P>;
        table[(int)ElementOperation.Sqrt] = &Unary<Elements.Sqrt>;
        table[(int)ElementOperation.Square] = &Unary<Elements.Square>;
        table[(int)ElementOperation.Abs] = &Unary<Elements.Abs>;
        table[(int)ElementOperation.Sign] = &Unary<Elements.Sign>;
        table[(int)ElementOperation.Floor] = &Unary<Elements.Floor>;
        table[(int)ElementOperation.Round] = &Unary<Elements.Round>;
        table[(int)ElementOperation.Sin] = &Unary<Elements.Sin>;
        table[(int)ElementOperation.Cos] = &Unary<Elements.Cos>;
        table[(int)ElementOperation.Tanh] = &Unary<Elements.Tanh>;
        table[(int)ElementOperation.Sigmoid] = &Unary<Elements.Sigmoid>;
        table[(int)ElementOperation.Softplus] = &Unary<Elements.Softplus>;
        table[(int)ElementOperation.StirlingRemainder] = &Unary<Elements.StirlingRemainder>;
        table[(int)ElementOperation.StirlingSlope] = &Unary<Elements.StirlingSlope>;
        table[(int)ElementOperation.Add] = &Binary<Elements.Add>;
        table[(int)ElementOperation.Subtract] = &Binary<Elements.Subtract>;
        table[(int)ElementOperation.Multiply] = &Binary<Elements.Multiply>;
        table[(int)ElementOperation.Divide] = &Binary<Elements.Divide>;
        table[(int)ElementOperation.Max] = &Binary<Elements.Max>;
        table[(int)ElementOperation.Min] = &Binary<Elements.Min>;
        table[(int)ElementOperation.LogAddExp] = &Binary<Elements.LogAddExp>;
        table[(int)ElementOperation.MultiplyAdd] = &Ternary<Elements.MultiplyAdd>;
        table[(int)ElementOperation.MultiplySubtract] = &Ternary<Elements.MultiplySubtract>;
        table[(int)ElementOperation.SubtractProduct] = &Ternary<Elements.SubtractProduct>;
        table[(int)ElementOperation.DifferenceProduct] = &Ternary<Elements.DifferenceProduct>;
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
        // Functions may be long: so each is there once.
        for (nint i = 0; i < count; i += V.Count)
        {
            var rest = (int)(count - i);
            if (rest >= V.Count)
                rest = V.Count;
            var x = rest == V.Count ? V.Load(a + (i & mask)) : V.Load(a + (i & mask), rest);
            var y = TFunction.Of(x);
            if (rest == V.Count)
                V.Store(to + i, y);
            else
                V.Store(to + i, y, rest);
        }
    }

    private static void Binary<TFunction>(ElementInstruction* instruction, float** slots, int count) where TFunction : IBinary
    {
        float* a = slots[instruction->A], b = slots[instruction->B], to = slots[instruction->To];
        nint maskA = instruction->MaskA, maskB = instruction->MaskB, i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(to + i, TFunction.Of(V.Load(a + (i & maskA)), V.Load(b + (i & maskB))));
        var rest = (int)(count - i);
        if (rest > 0)
            V.Store(to + i, TFunction.Of(V.Load(a + (i & maskA), rest), V.Load(b + (i & maskB), rest)), rest);
    }

    private static void Ternary<TFunction>(ElementInstruction* instruction, float** slots, int count) where TFunction : ITernary
    {
        float* a = slots[instruction->A], b = slots[instruction->B], c = slots[instruction->C], to = slots[instruction->To];
        nint maskA = instruction->MaskA, maskB = instruction->MaskB, maskC = instruction->MaskC, i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(to + i, TFunction.Of(V.Load(a + (i & maskA)), V.Load(b + (i & maskB)), V.Load(c + (i & maskC))));
        var rest = (int)(count - i);
        if (rest > 0)
            V.Store(to + i, TFunction.Of(V.Load(a + (i & maskA), rest), V.Load(b + (i & maskB), rest), V.Load(c + (i & maskC), rest)), rest);
    }

    private static void IfLess(ElementInstruction* instruction, float** slots, int count)
    {
        float* a = slots[instruction->A], b = slots[instruction->B], c = slots[instruction->C], d = slots[instruction->D], to = slots[instruction->To];
        nint maskA = instruction->MaskA, maskB = instruction->MaskB, maskC = instruction->MaskC, maskD = instruction->MaskD, i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            var less = V.Less(V.Load(a + (i & maskA)), V.Load(b + (i & maskB)));
            V.Store(to + i, V.Select(less, V.Load(c + (i & maskC)), V.Load(d + (i & maskD))));
        }

        var rest = (int)(count - i);
        if (rest > 0)
        {
            var less = V.Less(V.Load(a + (i & maskA), rest), V.Load(b + (i & maskB), rest));
            V.Store(to + i, V.Select(less, V.Load(c + (i & maskC), rest), V.Load(d + (i & maskD), rest)), rest);
        }
    }

    private static void SoftplusAndSlope(ElementInstruction* instruction, float** slots, int count) =>
        SoftplusAndSlope(slots[instruction->A], instruction->MaskA, slots[instruction->To], slots[instruction->Second], count);

    private static void SlopeAndSoftplus(ElementInstruction* instruction, float** slots, int count) =>
        SoftplusAndSlope(slots[instruction->A], instruction->MaskA, slots[instruction->Second], slots[instruction->To], count);

    private static void SoftplusAndSlope(float* a, nint mask, float* to, float* second, int count)
    {
        for (nint i = 0; i < count; i += V.Count)
        {
            var rest = (int)Math.Min(count - i, V.Count);
            var (value, slope) = Elementary.SoftplusAndSlope(rest == V.Count ? V.Load(a + (i & mask)) : V.Load(a + (i & mask), rest));
            if (rest == V.Count)
            {
                V.Store(to + i, value);
                V.Store(second + i, slope);
            }
            else
            {
                V.Store(to + i, value, rest);
                V.Store(second + i, slope, rest);
            }
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
}

using Hiwae.Compilation.Kernels.Products;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Runtime.Tests.Compilation.Products;

/// <summary>Products are sums of products, whatever the sizes, the sides and the width of the vectors.</summary>
public sealed unsafe class ProductTests
{
    private static readonly int[] Sizes = [1, 2, 3, 5, 7, 11, 12, 13, 15, 16, 17, 31, 32, 33, 50, 63, 65, 100];

    public static TheoryData<string> Widths => [.. VectorWidths.Supported.Select(width => width.ToString())];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_product_is_a_sum_of_products(string width) => Property.Holds(Property.Seeds, seed =>
    {
        switch (Enum.Parse<VectorWidth>(width))
        {
            case VectorWidth.Bits512: Case.Of(seed).Holds<Lanes512>(); break;
            case VectorWidth.Bits256: Case.Of(seed).Holds<Lanes256>(); break;
            default: Case.Of(seed).Holds<Lanes128>(); break;
        }
    }, tests: 200);

    /// <summary>One product. Behind its operands and its result there is nothing that may be read or written.</summary>
    private sealed record Case(int Rows, int Columns, int Terms, bool IsTransposed, bool IsPacked, bool Adds, int Gap, int Seed)
    {
        public static Case Of(int seed)
        {
            var random = new Random(seed);
            int Size() => Sizes[random.Next(Sizes.Length)];
            return new(Size(), Size(), Size(), random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0, random.Next(4), seed);
        }

        public void Holds<V>() where V : struct, ILanes<V>
        {
            var random = new Random(Seed);
            var (aRows, aColumns) = IsTransposed ? (Terms, Rows) : (Rows, Terms);
            var (bRows, bColumns) = IsPacked ? (Columns, Terms) : (Terms, Columns);
            using var a = new GuardedFloats(aRows, aColumns, Gap, random);
            using var b = new GuardedFloats(bRows, bColumns, Gap, random);
            using var c = new GuardedFloats(Rows, Columns, Gap, random);
            using var packed = new PackedWeight<V>(Columns, Terms);
            var before = c.ToArray();
            for (var part = 0; part < 3 && IsPacked; part++)
                packed.Pack(b.Start, b.Stride, part, 3);
            Product.Run<V>(
                Rows, Columns, Terms,
                IsTransposed ? LeftSide.Transposed(a.Start, a.Stride) : LeftSide.Rows(a.Start, a.Stride),
                IsPacked ? packed.Side : RightSide.Rows<V>(b.Start, b.Stride),
                c.Start, c.Stride, Adds);
            for (var i = 0; i < Rows; i++)
            {
                for (var j = 0; j < Columns; j++)
                {
                    var (sum, size) = (Adds ? (double)before[i, j] : 0, 1.0);
                    for (var p = 0; p < Terms; p++)
                    {
                        var term = (double)(IsTransposed ? a[p, i] : a[i, p]) * (IsPacked ? b[j, p] : b[p, j]);
                        (sum, size) = (sum + term, size + Math.Abs(term));
                    }

                    Assert.True(Math.Abs(sum - c[i, j]) <= 1e-6 * size, $"{c[i, j]} instead of {sum} at ({i}, {j}) of {this}");
                }
            }

            Assert.True(c.IsUntouchedBetweenRows, $"the gaps of {this}");
        }
    }
}

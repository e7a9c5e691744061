using Hiwae.Compilation;
using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Lanes;
using Hiwae.Native;

namespace Hiwae.Runtime.Tests.Compilation.Products;

/// <summary>The products of a linear map are sums of products; in bf16 but for the rounding of factors.</summary>
public sealed unsafe class LinearProductsTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 7, 8, 16, 17, 33, 50, 64, 100, 200];

    public static TheoryData<string> Widths => [.. VectorWidths.Supported.Select(width => width.ToString())];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Products_are_sums_of_products(string width) => Property.Holds(Property.Seeds, seed =>
    {
        var @case = Case.Of(seed);
        using var products = Enum.Parse<VectorWidth>(width) switch
        {
            VectorWidth.Bits512 => LinearProducts.Of<Lanes512>(inBf16: false, @case.Outputs, @case.Inputs),
            VectorWidth.Bits256 => LinearProducts.Of<Lanes256>(inBf16: false, @case.Outputs, @case.Inputs),
            _ => LinearProducts.Of<Lanes128>(inBf16: false, @case.Outputs, @case.Inputs),
        };
        @case.Holds(products, 1e-6);
    }, tests: 200);

    [Fact]
    public void Products_in_bf16_are_as_close_as_their_factors()
    {
        if (!Bf16Machine.HasProducts)
        {
            Assert.NotNull(Bf16Product.Obstacle);
            return;
        }

        Property.Holds(Property.Seeds, seed =>
        {
            var @case = Case.Of(seed);
            using var products = LinearProducts.Of<Lanes128>(inBf16: true, @case.Outputs, @case.Inputs);

            // Each factor is off by a relative 2⁻⁹ at most.
            @case.Holds(products, 1.0 / (1 << 8));
        }, tests: 100);
    }

    private sealed record Case(int Rows, int Outputs, int Inputs, bool AddsToWeight, bool AddsToX, bool HasWeight, bool HasX, int Gap, int Seed)
    {
        public static Case Of(int seed)
        {
            var random = new Random(seed);
            int Size() => Sizes[random.Next(Sizes.Length)];
            return new(random.Next(8) == 0 ? 0 : Size(), Size(), Size(), random.Next(2) == 0, random.Next(2) == 0, random.Next(4) > 0, random.Next(4) > 0, random.Next(4), seed);
        }

        /// <param name="products">What is tested.</param>
        /// <param name="tolerance">How far off a product of two factors may be, as a part of it.</param>
        public void Holds(LinearProducts products, double tolerance)
        {
            using var plain = new PlainProducts(Outputs, Inputs);
            using var actual = new Results(this);
            using var expected = new Results(this);
            actual.Fill(products);
            expected.Fill(plain);
            Close(expected.Y, actual.Y, Rows, Outputs, Inputs, "y", tolerance);
            Close(expected.ToWeight, actual.ToWeight, Outputs, Inputs, Rows, "dW", tolerance);
            Close(expected.ToX, actual.ToX, Rows, Inputs, Outputs, "dx", tolerance);
        }

        /// <summary>Factors are below a half.</summary>
        private void Close(GuardedFloats expected, GuardedFloats actual, int rows, int columns, int terms, string what, double tolerance)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                    Assert.True(Math.Abs(expected[i, j] - actual[i, j]) <= (tolerance * terms / 4) + 1e-6, $"{what}: {actual[i, j]} for {expected[i, j]} in {this}");
            }

            Assert.True(actual.IsUntouchedBetweenRows, $"the gaps of {what} of {this}");
        }
    }

    /// <summary>All three products of the same random operands.</summary>
    private sealed class Results : IDisposable
    {
        private readonly Case of;
        private readonly GuardedFloats weight;
        private readonly GuardedFloats x;
        private readonly GuardedFloats g;

        public Results(Case of)
        {
            this.of = of;
            var random = new Random(of.Seed);
            (weight, x, g) = (new(of.Outputs, of.Inputs, of.Gap, random), new(of.Rows, of.Inputs, of.Gap, random), new(of.Rows, of.Outputs, of.Gap, random));
            (Y, ToWeight, ToX) = (new(of.Rows, of.Outputs, of.Gap, random), new(of.Outputs, of.Inputs, of.Gap, random), new(of.Rows, of.Inputs, of.Gap, random));
        }

        public GuardedFloats Y { get; }

        public GuardedFloats ToWeight { get; }

        public GuardedFloats ToX { get; }

        public void Fill(LinearProducts products)
        {
            for (var part = 0; part < 3; part++)
                products.Prepare(At(weight), part, 3);
            using var scratch = new Memory();
            scratch.Reserve(products.ScratchFloats(of.Rows));
            products.Forward(of.Rows, At(x), At(Y), scratch.Start);
            products.Backward(
                of.Rows, At(g), At(x), At(weight), of.HasWeight ? At(ToWeight) : default, of.AddsToWeight, of.HasX ? At(ToX) : default, of.AddsToX, scratch.Start);
        }

        public void Dispose()
        {
            foreach (var floats in (GuardedFloats[])[weight, x, g, Y, ToWeight, ToX])
                floats.Dispose();
        }

        private static FloatRows At(GuardedFloats floats) => FloatRows.At(floats.Start, floats.Stride);
    }
    /// <summary>Element by element.</summary>
    private sealed class PlainProducts(int outputs, int inputs) : LinearProducts(outputs, inputs)
    {
        private FloatRows weight;

        public override void Prepare(FloatRows weight, int part, int parts) => this.weight = weight;

        public override void Forward(int rows, FloatRows x, FloatRows y, float* scratch) =>
            Multiply(rows, Outputs, Inputs, (i, p) => Of(x, i, p), (p, j) => Of(weight, j, p), y, adds: false);

        public override void Backward(int rows, FloatRows g, FloatRows x, FloatRows weight, FloatRows toWeight, bool addsToWeight, FloatRows toX, bool addsToX, float* scratch)
        {
            if (toWeight.Exist)
                Multiply(Outputs, Inputs, rows, (i, p) => Of(g, p, i), (p, j) => Of(x, p, j), toWeight, addsToWeight);
            if (toX.Exist)
                Multiply(rows, Inputs, Outputs, (i, p) => Of(g, i, p), (p, j) => Of(weight, p, j), toX, addsToX);
        }

        public override void Dispose()
        {
        }

        private static double Of(FloatRows rows, int row, int column) => rows.Start[(row * rows.Stride) + column];

        private static void Multiply(int rows, int columns, int terms, Func<int, int, double> a, Func<int, int, double> b, FloatRows c, bool adds)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    ref var to = ref c.Start[(i * c.Stride) + j];
                    to = (float)((adds ? to : 0) + Enumerable.Range(0, terms).Sum(p => a(i, p) * b(p, j)));
                }
            }
        }
    }
}

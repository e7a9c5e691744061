using Hiwae.Compilation;
using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Lanes;
using Hiwae.Native;

namespace Hiwae.Runtime.Tests.Compilation.Products;

/// <summary>The products of a linear map in bf16 are those in single precision, but for the rounding of factors.</summary>
public sealed unsafe class LinearProductsTests
{
    // Each factor is off by a relative 2⁻⁹ at most.
    private const double Tolerance = 1.0 / (1 << 8);

    private static readonly int[] Sizes = [1, 2, 3, 7, 16, 17, 33, 50, 64, 100, 200];

    [Fact]
    public void Products_in_bf16_are_as_close_as_their_factors()
    {
        if (!Bf16Machine.HasProducts)
        {
            Assert.NotNull(Bf16Product.Obstacle);
            return;
        }

        Property.Holds(Property.Seeds, seed => Case.Of(seed).Holds(), tests: 100);
    }

    private sealed record Case(int Rows, int Outputs, int Inputs, bool Adds, bool HasWeight, bool HasX, int Gap, int Seed)
    {
        public static Case Of(int seed)
        {
            var random = new Random(seed);
            int Size() => Sizes[random.Next(Sizes.Length)];
            return new(random.Next(8) == 0 ? 0 : Size(), Size(), Size(), random.Next(2) == 0, random.Next(4) > 0, random.Next(4) > 0, random.Next(4), seed);
        }

        public void Holds()
        {
            using var rounded = LinearProducts.Of<Lanes128>(Precision.BFloat16, Outputs, Inputs);
            using var exact = LinearProducts.Of<Lanes128>(Precision.Float32, Outputs, Inputs);
            using var actual = new Results(this);
            using var expected = new Results(this);
            actual.Fill(rounded);
            expected.Fill(exact);
            Close(expected.Y, actual.Y, Rows, Outputs, Inputs, "y");
            Close(expected.ToWeight, actual.ToWeight, Outputs, Inputs, Rows, "dW");
            Close(expected.ToX, actual.ToX, Rows, Inputs, Outputs, "dx");
        }

        /// <summary>Factors are below a half.</summary>
        private void Close(GuardedFloats expected, GuardedFloats actual, int rows, int columns, int terms, string what)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                    Assert.True(Math.Abs(expected[i, j] - actual[i, j]) <= (Tolerance * terms / 4) + 1e-5, $"{what}: {actual[i, j]} for {expected[i, j]} in {this}");
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
                of.Rows, At(g), At(x), At(weight), of.HasWeight ? At(ToWeight) : default, of.HasX ? At(ToX) : default, of.Adds, scratch.Start);
        }

        public void Dispose()
        {
            foreach (var floats in (GuardedFloats[])[weight, x, g, Y, ToWeight, ToX])
                floats.Dispose();
        }

        private static FloatRows At(GuardedFloats floats) => FloatRows.At(floats.Start, floats.Stride);
    }
}

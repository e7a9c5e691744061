using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FsCheck.Fluent;
using Hiwae.Randomness;

namespace Hiwae.Runtime.Tests.Randomness;

public sealed unsafe class CounterNoiseTests
{
    private static readonly ImmutableArray<int> Widths = Filling.Widths;
    private static readonly NoiseKind[] Kinds = Enum.GetValues<NoiseKind>();

    /// <summary>A region of a draw, and from which noise it is.</summary>
    private sealed record Case(long Seed, long Draw, NoiseKind Kind, NoiseRegion Region);

    [Fact]
    public void Numbers_are_those_of_their_definition_for_every_width() => Property.Holds(
        Cases(),
        example =>
        {
            var reference = new ReferenceNumbers(example.Seed);
            foreach (var width in Widths)
            {
                var (singles, doubles) = (Singles(example, width), Doubles(example, width));
                foreach (var (place, row, column) in Places(example.Region))
                {
                    var (single, whole) = (reference.Single(example.Kind, example.Draw, row, column), reference.Double(example.Kind, example.Draw, row, column));
                    if (example.Kind == NoiseKind.Normal)
                    {
                        // Some units in the last place; a radius near zero has lost some more of 64 bits.
                        Assert.InRange(singles[place] / (double)single, 1 - 5e-7, 1 + 5e-7);
                        Assert.InRange(doubles[place] / whole, 1 - 1e-13, 1 + 1e-13);
                    }
                    else
                    {
                        Assert.Equal(single, singles[place]);
                        Assert.Equal(whole, doubles[place]);
                    }
                }
            }
        },
        tests: 200);

    [Fact]
    public void Every_width_gives_the_same_bits_and_writes_nothing_in_between() => Property.Holds(
        Cases(),
        example =>
        {
            var (singles, doubles) = (Bits<float>(Singles(example, Widths[0])), Bits<double>(Doubles(example, Widths[0])));
            foreach (var width in Widths)
            {
                Assert.Equal(singles, Bits<float>(Singles(example, width)));
                Assert.Equal(doubles, Bits<double>(Doubles(example, width)));
            }

            var written = Places(example.Region).Select(place => place.Place).ToHashSet();
            Assert.All(Singles(example, Widths[^1]).Index().Where(item => !written.Contains(item.Index)), item => Assert.True(float.IsNaN(item.Item)));
        },
        tests: 200);

    /// <summary>The hash was taken once. Whatever system, processor or width of vectors gives another one draws other numbers.</summary>
    [Fact]
    public void Numbers_are_the_same_on_every_system()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var kind in Kinds)
        {
            var example = new Case(-20260101, (7L << 32) | (long)kind, kind, new(5, 70, 3, 777, 777));
            hash.AppendData(Bits<float>(Singles(example, Filling.Widest)));
            hash.AppendData(Bits<double>(Doubles(example, Filling.Widest)));
        }

        Assert.Equal("a1943af8ab9f79209a6e3bd08daeedb7", Convert.ToHexStringLower(hash.GetHashAndReset())[..32]);
    }

    [Theory, InlineData(ScalarType.Float32), InlineData(ScalarType.Float64)]
    public void A_tensor_is_what_its_rows_are_filled_with_in_any_parts(ScalarType type) => Property.Holds(
        Property.Seeds,
        seed =>
        {
            using var scope = NewDisposeScope();
            var random = new Random(seed);
            var (noise, parts) = (new CounterNoise(seed, null, type), new CounterNoise(seed, null, type));
            foreach (var kind in Kinds)
            {
                long[] shape = [.. Enumerable.Range(0, random.Next(4)).Select(_ => (long)random.Next(1, 9))];
                var drawn = Draw(noise, kind, shape);
                Assert.Equal(shape, drawn.shape);
                var (rows, draw) = (shape.Length == 0 ? 1 : shape[0], parts.Reserve());
                var columns = drawn.numel() / rows;
                var filled = new double[rows, columns];
                for (long row = 0; row < rows;)
                {
                    var some = random.Next(1, (int)(rows - row) + 1);
                    for (long column = 0; column < columns;)
                    {
                        var few = random.Next(1, (int)(columns - column) + 1);
                        var part = Part(parts, type, new(kind, draw, new(row, some, column, few, few)));
                        for (var i = 0; i < part.Length; i++)
                            filled[row + (i / few), column + (i % few)] = part[i];
                        column += few;
                    }

                    row += some;
                }

                Assert.Equal(filled.Cast<double>(), drawn.to_type(ScalarType.Float64).flatten().data<double>().ToArray());
            }

            Assert.Equal(noise.Draws, parts.Draws);
        });

    [Fact]
    public void Threads_may_fill_parts_of_one_draw()
    {
        using var scope = NewDisposeScope();
        const int Rows = 400, Columns = 250;
        var noise = new CounterNoise(3);
        var expected = noise.Normal(Rows, Columns).data<float>().ToArray();
        var filled = new float[Rows * Columns];
        Parallel.For(0, Rows, row =>
        {
            fixed (float* to = filled)
                noise.Fill(NoiseKind.Normal, 0, row, 1, Columns, to + (row * Columns));
        });
        Assert.Equal(expected, filled);
        Assert.Equal(1, noise.Draws);
    }

    [Fact]
    public void Seeds_draws_rows_and_blocks_have_numbers_of_their_own()
    {
        var seen = new HashSet<float>();
        foreach (var seed in new long[] { 0, 1, -1, 1L << 32 })
        {
            foreach (var draw in new long[] { 0, 1, 1L << 32 })
            {
                foreach (var row in new[] { 0, 1, NoiseRegion.MostRows - 1 })
                {
                    foreach (var column in new[] { 0, 4, NoiseRegion.MostColumns - 4 })
                        Assert.All(Singles(new(seed, draw, NoiseKind.Normal, new(row, 1, column, 4, 4)), Filling.Widest), number => Assert.True(seen.Add(number)));
                }
            }
        }
    }

    [Fact]
    public void What_does_not_fit_the_counter_is_refused()
    {
        var noise = new CounterNoise(1);
        void Refused(NoiseRegion region, string message) => Assert.Contains(
            message, Assert.Throws<ArgumentOutOfRangeException>(() => noise.Fill(NoiseKind.Normal, 0, region, (float*)null)).Message, StringComparison.Ordinal);
        Refused(new(NoiseRegion.MostRows, 1, 0, 1, 1), "A draw of 1 rows from 4294967296 on");
        Refused(new(-1, 1, 0, 1, 1), "1 rows from -1 on");
        Refused(new(0, 1, NoiseRegion.MostColumns - 1, 2, 2), "2 columns from 2147483647 on");
        Refused(new(0, 2, 0, 5, 4), "The stride of a draw of 5 columns is 4");
        Assert.Contains("of type Int64", Assert.Throws<ArgumentException>(() => Noise.FromSeed(1, dtype: ScalarType.Int64)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_drawn_where_nothing_is_asked_for()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0L, 3L], Noise.FromSeed(1).Normal(0, 3).shape);
        Assert.Equal([3L, 0L], Noise.FromSeed(1).Uniform(3, 0).shape);
        Assert.Equal([0L], Noise.FromSeed(1).Permutation(0).shape);
    }

    [Theory, InlineData(ScalarType.Float16, 11), InlineData(ScalarType.BFloat16, 8)]
    public void Short_floats_are_rounded_and_uniform_ones_stay_below_1(ScalarType type, int bits)
    {
        using var scope = NewDisposeScope();
        var (noise, wide) = (Noise.FromSeed(5, dtype: type), Noise.FromSeed(5));
        Assert.True(noise.Normal(1000).Equals(wide.Normal(1000).to_type(type)));
        var uniform = noise.Uniform(10_000);
        Assert.Equal(type, uniform.dtype);
        Assert.True(uniform.to_type(ScalarType.Float32).Equals((wide.Uniform(10_000) * (1 << bits)).floor() / (1 << bits)));
        Assert.True(uniform.lt(1).all().ToBoolean());
        Assert.True(noise.OpenUniform(10_000).gt(0).all().ToBoolean());
    }

    /// <summary>The statistic χ² of the counts of 24 orders has 23 degrees of freedom: above 70.7 once in a million seeds.</summary>
    [Fact]
    public void Permutations_are_equally_likely_and_the_same_on_every_system()
    {
        using var scope = NewDisposeScope();
        const int Draws = 24_000;
        var noise = Noise.FromSeed(2);
        var counts = Enumerable.Range(0, Draws).CountBy(_ => string.Join(' ', noise.Permutation(4).data<long>().ToArray())).ToDictionary();
        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - (Draws / 24.0), 2) / (Draws / 24.0)), 0, 70.7);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), noise.Permutation(1000).data<long>().ToArray().Order());
        Assert.Equal("7 1 4 2 3 5 0 6", string.Join(' ', Noise.FromSeed(1).Permutation(8).data<long>().ToArray()));
    }

    [Fact]
    public void Gamma_variables_take_their_turn_among_the_draws()
    {
        using var scope = NewDisposeScope();
        var concentration = full(50, 2.5);
        Tensor Second(long seed)
        {
            var noise = Noise.FromSeed(seed);
            noise.Normal(3);
            return noise.Gamma(concentration);
        }

        Assert.True(Second(1).Equals(Second(1)));
        Assert.False(Second(1).Equals(Second(2)));
        Assert.False(Second(1).Equals(Noise.FromSeed(1).Gamma(concentration)));
    }

    private static Tensor Draw(Noise noise, NoiseKind kind, long[] shape) => kind switch
    {
        NoiseKind.Normal => noise.Normal(shape),
        NoiseKind.Uniform => noise.Uniform(shape),
        _ => noise.OpenUniform(shape),
    };

    private static double[] Part(CounterNoise noise, ScalarType type, (NoiseKind Kind, long Draw, NoiseRegion Region) part)
    {
        var (singles, doubles) = (new float[part.Region.Rows * part.Region.Columns], new double[part.Region.Rows * part.Region.Columns]);
        fixed (float* to = singles)
        fixed (double* toDoubles = doubles)
        {
            if (type == ScalarType.Float64)
                noise.Fill(part.Kind, part.Draw, part.Region, toDoubles);
            else
                noise.Fill(part.Kind, part.Draw, part.Region, to);
        }

        return type == ScalarType.Float64 ? doubles : Array.ConvertAll(singles, number => (double)number);
    }

    // Room behind the last number, and not a number wherever nothing is written.
    private static float[] Singles(Case example, int bits)
    {
        var numbers = new float[((example.Region.Rows - 1) * example.Region.Stride) + example.Region.Columns + (example.Region.Stride - example.Region.Columns)];
        Array.Fill(numbers, float.NaN);
        fixed (float* to = numbers)
            new CounterNoise(example.Seed, null, ScalarType.Float32, bits).Fill(example.Kind, example.Draw, example.Region, to);
        return numbers;
    }

    private static double[] Doubles(Case example, int bits)
    {
        var numbers = new double[((example.Region.Rows - 1) * example.Region.Stride) + example.Region.Columns + (example.Region.Stride - example.Region.Columns)];
        Array.Fill(numbers, double.NaN);
        fixed (double* to = numbers)
            new CounterNoise(example.Seed, null, ScalarType.Float64, bits).Fill(example.Kind, example.Draw, example.Region, to);
        return numbers;
    }

    private static byte[] Bits<T>(T[] numbers) where T : unmanaged => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();

    private static IEnumerable<(int Place, long Row, long Column)> Places(NoiseRegion region) =>
        from row in Enumerable.Range(0, (int)region.Rows)
        from column in Enumerable.Range(0, (int)region.Columns)
        select ((int)((row * region.Stride) + column), region.Row + row, region.Column + column);

    // Rows shorter and longer than vectors and than the buffer, that begin and end anywhere in a block.
    private static FsCheck.Gen<Case> Cases() =>
        from seed in Property.Seeds
        select Of(new Random(seed), seed);

    private static Case Of(Random random, long seed)
    {
        var columns = random.Next(3) switch { 0 => random.Next(1, 5), 1 => random.Next(1, 100), _ => random.Next(1, 3000) };
        var rows = random.Next(1, columns > 100 ? 3 : 40);
        var first = random.Next(2) == 0 ? 0 : random.Next(1, 50);
        return new(seed, random.NextInt64(1L << 40), Kinds[random.Next(Kinds.Length)], new(random.Next(1000), rows, first, columns, columns + (random.Next(2) * random.Next(9))));
    }
}

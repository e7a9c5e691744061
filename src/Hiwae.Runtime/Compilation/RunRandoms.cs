using Hiwae.Programs;
using Hiwae.Randomness;

namespace Hiwae.Compilation;

/// <summary>The random numbers of a run.</summary>
internal static unsafe class RunRandoms
{
    /// <summary>
    /// By value of a program: how its random numbers are drawn, in the order and the shapes in which operators on tensors draw them. A noise by counter draws them where they are
    /// read; of any other they are drawn at once.
    /// </summary>
    /// <param name="program">The program.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="batch">The number of data.</param>
    /// <param name="groups">The number of groups for each datum.</param>
    /// <param name="samples">K.</param>
    public static FillRows?[] Of(Program program, Noise noise, int batch, int groups, int samples)
    {
        var fills = new FillRows?[program.Values.Length];
        foreach (var (value, source, _) in program.Values)
        {
            if (source is not ValueSource.Random { Kind: var kind })
                continue;
            fills[value.Id] = noise is CounterNoise { DType: ScalarType.Float32 } counter
                ? Counted(counter, kind, value, value.Level == Level.Sample ? samples : 1)
                : Copied(Draw(kind, value, noise, batch, groups, samples), value.Columns);
        }

        return fills;
    }

    /// <summary>[rows, columns], [data, 1, columns], [data · groups, 1, columns] or [data · groups, samples, columns].</summary>
    private static Tensor Draw(NoiseKind kind, Value value, Noise noise, long batch, long groups, long samples)
    {
        ReadOnlySpan<long> shape = value.Level switch
        {
            Level.Once => [value.Rows, value.Columns],
            Level.Datum => [batch, 1, value.Columns],
            Level.Group => [batch * groups, 1, value.Columns],
            _ => [batch * groups, samples, value.Columns],
        };
        return kind switch
        {
            NoiseKind.Normal => noise.Normal(shape),
            NoiseKind.Uniform => noise.Uniform(shape),
            _ => noise.OpenUniform(shape),
        };
    }

    private static FillRows Counted(CounterNoise noise, NoiseKind kind, Value value, int together)
    {
        var draw = noise.Reserve();
        return (firstRow, rows, to) => noise.Fill(kind, draw, firstRow / together, rows / together, (long)value.Columns * together, to);
    }

    private static FillRows Copied(Tensor drawn, int columns)
    {
        var numbers = drawn.to_type(ScalarType.Float32).contiguous();
        return (firstRow, rows, to) =>
        {
            var from = (float*)Native.TensorMemory.Start(numbers) + (firstRow * columns);
            Buffer.MemoryCopy(from, to, (long)rows * columns * sizeof(float), (long)rows * columns * sizeof(float));
        };
    }
}

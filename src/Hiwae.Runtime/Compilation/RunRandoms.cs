using Hiwae.Programs;
using Hiwae.Randomness;

namespace Hiwae.Compilation;

/// <summary>The random numbers of a run.</summary>
internal static unsafe class RunRandoms
{
    /// <summary>By value of a program: how its random numbers are drawn, in the order and the shapes in which operators on tensors draw them.</summary>
    /// <param name="program">The program.</param>
    /// <param name="noise">The source of random numbers. Threads draw from a counter's as they go; numbers of another are drawn before.</param>
    /// <param name="batch">The number of data.</param>
    /// <param name="groups">The number of groups for each datum.</param>
    /// <param name="samples">K.</param>
    /// <param name="states">The number of states of each proposal; 0 where nothing is enumerated.</param>
    /// <param name="window">The part of the draws that the run sees, of one group for each datum; all where null.</param>
    /// <exception cref="ArgumentException">A part is asked for of noise that is not counted.</exception>
    public static FillRows?[] Of(Program program, Noise noise, int batch, int groups, int samples, int states, PlateWindow? window = null)
    {
        var part = window ?? new(0, batch, 0, samples, samples);
        var fills = new FillRows?[program.Values.Length];
        foreach (var (value, source, _) in program.Values)
        {
            if (source is ValueSource.Random { Kind: var kind })
            {
                fills[value.Id] = noise is CounterNoise { DType: ScalarType.Float32, Device.type: DeviceType.CPU } counter
                    ? Drawn(counter, kind, Together(value, samples, states), value.Columns, value.Level == Level.Once ? 0 : part.Row, value.Level switch { Level.Sample => part.Sample, Level.State => part.Sample * states, _ => 0 })
                    : window is not null ? throw new ArgumentException($"Some of a step's draws are asked for, which a {noise.GetType().Name} cannot make; pass {nameof(Noise)}.{nameof(Noise.FromSeed)}(seed).", nameof(noise))
                    : Copied(Draw(kind, value, noise, batch, groups, value.Level == Level.State ? samples * states : samples), value.Columns);
            }
        }

        return fills;
    }

    /// <summary>The number of rows of a value that are one row of the draw: those of all samples, or all of a value of which there is one.</summary>
    private static int Together(Value value, int samples, int states) =>
        value.Level switch { Level.Once => value.Rows, Level.Sample => samples, Level.State => samples * states, _ => 1 };

    /// <summary>The numbers that <see cref="Draw"/> gives: in a row of the draw lie the rows of all samples of a group, one after the other.</summary>
    /// <param name="noise">The noise.</param>
    /// <param name="kind">The distribution.</param>
    /// <param name="samples">The number of rows of the value that are one row of the draw.</param>
    /// <param name="columns">The number of columns of the value.</param>
    /// <param name="firstRow">The row of the draw that the first of the value is in.</param>
    /// <param name="firstSample">Its place there.</param>
    private static FillRows Drawn(CounterNoise noise, NoiseKind kind, int samples, int columns, long firstRow, long firstSample)
    {
        var draw = noise.Reserve();
        return (from, rows, to) =>
        {
            for (var done = 0; done < rows;)
            {
                var (row, sample) = Math.DivRem(from + done, samples);
                var isWhole = sample == 0 && rows - done >= samples;
                var some = isWhole ? (rows - done) / samples * samples : (int)Math.Min(rows - done, samples - sample);
                var (count, width) = isWhole ? (some / samples, samples * columns) : (1, some * columns);
                noise.Fill(kind, draw, new NoiseRegion(firstRow + row, count, (firstSample + sample) * columns, width, width), to + ((long)done * columns));
                done += some;
            }
        };
    }

    /// <summary>[1, rows, columns], [data, 1, columns], [data · groups, 1, columns] or [data · groups, samples, columns].</summary>
    private static Tensor Draw(NoiseKind kind, Value value, Noise noise, long batch, long groups, long samples)
    {
        ReadOnlySpan<long> shape = value.Level switch
        {
            Level.Once => [1, value.Rows, value.Columns],
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

    private static FillRows Copied(Tensor drawn, int columns)
    {
        var numbers = drawn.to_type(ScalarType.Float32).contiguous();
        return (firstRow, rows, to) =>
        {
            fixed (byte* from = numbers.bytes)
                Buffer.MemoryCopy((float*)from + (firstRow * columns), to, (long)rows * columns * sizeof(float), (long)rows * columns * sizeof(float));
        };
    }
}

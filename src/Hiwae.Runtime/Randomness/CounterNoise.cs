using System.Diagnostics;
using System.Runtime.Intrinsics;
using Hiwae.Native;

namespace Hiwae.Randomness;

/// <summary>
/// Noise by a counter-based generator, <see cref="Philox"/>. A number depends on the seed, on how many draws came before its own, on its place along the first
/// dimension of the draw (its row) and on its place in the row; on nothing else. So the same seed gives the same numbers on every system and device, whatever is drawn in between
/// from other noises, and the rows of a draw may be made apart, by any number of threads or machines.
/// </summary>
public sealed unsafe class CounterNoise : Noise
{
    private readonly ulong key;
    private readonly int bits;
    private long draws;

    /// <summary>Noise of which nothing is drawn yet.</summary>
    /// <param name="seed">The same seed gives the same numbers.</param>
    /// <param name="device">The device of the drawn tensors; the CPU by default. Numbers are drawn on the CPU and moved there.</param>
    /// <param name="dtype">The element type: 32-bit or 64-bit floats, or 16-bit ones, which are rounded from 32 bits.</param>
    /// <exception cref="ArgumentException">The element type is another.</exception>
    public CounterNoise(long seed, Device? device = null, ScalarType dtype = ScalarType.Float32)
        : this(seed, device, dtype, Filling.Widest)
    {
    }

    /// <summary>The same, with vectors of a number of bits, one of <see cref="Filling.Widths"/>.</summary>
    internal CounterNoise(long seed, Device? device, ScalarType dtype, int bits)
        : base(device ?? CPU, dtype)
    {
        if (dtype is not (ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16))
            throw new ArgumentException($"Noise of type {dtype} is asked for; it must be {ScalarType.Float32}, {ScalarType.Float64}, {ScalarType.Float16} or {ScalarType.BFloat16}.", nameof(dtype));
        (key, this.bits) = ((ulong)seed, bits);
    }

    /// <summary>The number of draws that were made.</summary>
    public long Draws => Interlocked.Read(ref draws);

    /// <summary>The same noise from one of its draws on, to replay it.</summary>
    /// <param name="draw">The number of draws before.</param>
    internal CounterNoise From(long draw) => new((long)key, Device, DType, bits) { draws = draw };

    /// <summary>The same noise from its next draw on, drawn on another device.</summary>
    internal CounterNoise On(Device device) => new((long)key, device, DType, bits) { draws = Draws };

    /// <summary>Goes back, or on, to one of its draws, as if what came after had not been drawn.</summary>
    /// <param name="draw">The number of draws before.</param>
    internal void MoveTo(long draw) => Interlocked.Exchange(ref draws, draw);

    /// <summary>The seed.</summary>
    internal long Seed => (long)key;

    /// <summary>Takes the numbers of the next draws; the first of them. Whoever takes them fills them itself.</summary>
    /// <param name="count">The number of draws.</param>
    internal long Reserve(int count = 1) => Interlocked.Add(ref draws, count) - count;

    /// <summary>
    /// Writes some rows of a draw, one after the other: the numbers that the tensor of shape [rows in all, …columns] has there. It changes nothing else, and may be called by
    /// several threads.
    /// </summary>
    /// <param name="kind">The distribution.</param>
    /// <param name="draw">From <see cref="Reserve"/>.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="to">The address of the numbers, [rows, columns].</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such rows.</exception>
    internal void Fill(NoiseKind kind, long draw, long firstRow, long rows, long columns, float* to) =>
        Fill(kind, draw, new NoiseRegion(firstRow, rows, 0, columns, columns), to);

    /// <summary>Writes some columns of some rows of a draw.</summary>
    /// <param name="kind">The distribution.</param>
    /// <param name="draw">From <see cref="Reserve"/>.</param>
    /// <param name="region">The rows and columns, and the distance between rows in memory.</param>
    /// <param name="to">The address of the first number.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such rows or columns.</exception>
    internal void Fill(NoiseKind kind, long draw, NoiseRegion region, float* to)
    {
        region.Check();
        switch (kind)
        {
            case NoiseKind.Normal:
                Run<Singles.Normal, float>(draw, region, to);
                break;
            case NoiseKind.Uniform:
                Run<Singles.Uniform, float>(draw, region, to);
                break;
            case NoiseKind.OpenUniform:
                Run<Singles.OpenUniform, float>(draw, region, to);
                break;
            default:
                throw new UnreachableException($"Noise {kind}.");
        }
    }

    /// <summary>The same in 64 bits: other numbers, not the same ones rounded less.</summary>
    /// <inheritdoc cref="Fill(NoiseKind, long, NoiseRegion, float*)"/>
    internal void Fill(NoiseKind kind, long draw, NoiseRegion region, double* to)
    {
        region.Check();
        switch (kind)
        {
            case NoiseKind.Normal:
                Run<Doubles.Normal, double>(draw, region, to);
                break;
            case NoiseKind.Uniform:
                Run<Doubles.Uniform, double>(draw, region, to);
                break;
            case NoiseKind.OpenUniform:
                Run<Doubles.OpenUniform, double>(draw, region, to);
                break;
            default:
                throw new UnreachableException($"Noise {kind}.");
        }
    }

    /// <inheritdoc/>
    public override Tensor Normal(params ReadOnlySpan<long> shape) => Drawn(NoiseKind.Normal, shape);

    /// <inheritdoc/>
    public override Tensor Uniform(params ReadOnlySpan<long> shape) => Drawn(NoiseKind.Uniform, shape);

    /// <inheritdoc/>
    /// <remarks>
    /// The draws are libtorch's, from a generator whose seed is a random number of this one: the same for the same seed and version of libtorch, and made one after the other.
    /// </remarks>
    public override Tensor Gamma(Tensor concentration) => Gamma(concentration, Reserve(), 0);

    /// <summary>Gamma draws of a generator whose seed is a random number of a draw.</summary>
    /// <param name="concentration">α.</param>
    /// <param name="draw">From <see cref="Reserve"/>.</param>
    /// <param name="place">Which random number of the draw.</param>
    internal Tensor Gamma(Tensor concentration, long draw, long place)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(new WordStream(key, draw, place).Next(), CPU);
        return _standard_gamma(concentration.cpu(), generator).to(concentration.device).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>Shuffled as Fisher and Yates do it, every order exactly as likely.</remarks>
    public override Tensor Permutation(long count)
    {
        var words = new WordStream(key, Reserve());
        var order = new long[count];
        for (long i = 0; i < count; i++)
        {
            var other = (long)words.Below((ulong)i + 1);
            order[i] = order[other];
            order[other] = i;
        }

        return tensor(order, dtype: ScalarType.Int64, device: Device);
    }

    private Tensor Drawn(NoiseKind kind, ReadOnlySpan<long> shape)
    {
        var rows = shape.Length == 0 ? 1 : shape[0];
        var columns = 1L;
        foreach (var extent in shape.Length == 0 ? shape : shape[1..])
            columns *= extent;
        return Drawn(kind, shape, Reserve(), new(0, rows, 0, columns, columns));
    }

    /// <summary>A region of a draw as a tensor.</summary>
    /// <param name="kind">The distribution.</param>
    /// <param name="shape">Of as many numbers as the region has.</param>
    /// <param name="draw">From <see cref="Reserve"/>.</param>
    /// <param name="region">The region, without gaps.</param>
    internal Tensor Drawn(NoiseKind kind, ReadOnlySpan<long> shape, long draw, NoiseRegion region)
    {
        var drawn = Filled(kind, shape, draw, region);
        if (DType is ScalarType.Float32 or ScalarType.Float64 && Device.type == DeviceType.CPU)
            return drawn;
        using var scope = NewDisposeScope();
        scope.Attach(drawn);
        return Rounded(kind, drawn).to(Device).MoveToOuterDisposeScope();
    }

    /// <summary>On the CPU, in 64 bits where these are asked for, else in 32.</summary>
    private Tensor Filled(NoiseKind kind, ReadOnlySpan<long> shape, long draw, NoiseRegion region)
    {
        var drawn = empty(shape, dtype: DType == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32);
        if (drawn.numel() == 0)
            return drawn;
        if (DType == ScalarType.Float64)
            Fill(kind, draw, region, (double*)TensorMemory.Start(drawn));
        else
            Fill(kind, draw, region, (float*)TensorMemory.Start(drawn));
        return drawn;
    }

    /// <summary>In the element type that was asked for. Uniform values are rounded down, so that 1 is none of them.</summary>
    private Tensor Rounded(NoiseKind kind, Tensor drawn) => (DType, kind) switch
    {
        (ScalarType.Float32 or ScalarType.Float64, _) => drawn,
        (_, NoiseKind.Normal) => drawn.to_type(DType),
        (ScalarType.Float16, _) => drawn.mul(1 << 11).floor().div(1 << 11).to_type(DType),
        _ => drawn.mul(1 << 8).floor().div(1 << 8).to_type(DType),
    };

    private void Run<D, T>(long draw, NoiseRegion region, T* to) where D : IDistribution<T> where T : unmanaged
    {
        switch (bits)
        {
            case 512:
                Filling.Run<Vector512<ulong>, Words512, D, T>(key, draw, region, to);
                break;
            case 256:
                Filling.Run<Vector256<ulong>, Words256, D, T>(key, draw, region, to);
                break;
            default:
                Filling.Run<Vector128<ulong>, Words128, D, T>(key, draw, region, to);
                break;
        }
    }
}

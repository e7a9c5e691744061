using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// How the values of a normal vector, each brought to its own mean and scale, are made of standard normal noise: t = A ε with a matrix A of raw numbers c.
/// The covariance of t is C = A Aᵀ.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="size">The number of values n.</param>
internal abstract unsafe class Correlation<V>(int size) where V : struct, ILanes<V>
{
    /// <summary>The number of values.</summary>
    public int Size => size;

    /// <summary>The number of raw numbers c.</summary>
    public abstract int Length { get; }

    /// <summary>The number of the noises that raw numbers multiply.</summary>
    public abstract int Noises { get; }

    /// <summary>The floats of what is prepared of c.</summary>
    public abstract int RoomFloats { get; }

    /// <summary>The correlation of a family.</summary>
    /// <param name="form">The family.</param>
    /// <param name="size">The number of values.</param>
    public static Correlation<V> Of(CovarianceForm form, int size) => form.Rank is { } rank ? new LowRankCorrelation<V>(size, rank) : new FullCorrelation<V>(size);

    /// <summary>t, in the place of the noise of each value.</summary>
    /// <param name="c">The raw numbers.</param>
    /// <param name="noise">What they multiply: the <see cref="Noises"/>.</param>
    /// <param name="t">The noise of each value; becomes t.</param>
    public abstract void Mix(float* c, float* noise, float* t);

    /// <summary>Prepares what several vectors have in common. The result is ½ log|C|.</summary>
    /// <param name="c">The raw numbers.</param>
    /// <param name="room">What is prepared.</param>
    /// <param name="hasSlopes">Whether <see cref="GiveConstant"/> follows.</param>
    public abstract float Prepare(float* c, float* room, bool hasSlopes);

    /// <summary>The square tᵀ C⁻¹ t.</summary>
    /// <param name="c">The raw numbers.</param>
    /// <param name="room">What was prepared of them.</param>
    /// <param name="t">The vector.</param>
    /// <param name="noise">Becomes the noise that raw numbers multiply where t is drawn; its mean where that is not certain.</param>
    /// <param name="w">Becomes C⁻¹ t; null where it is not wanted.</param>
    public abstract float Invert(float* c, float* room, float* t, float* noise, float* w);

    /// <summary>Gives the raw numbers the products of slopes by t and the noise that they multiply.</summary>
    /// <param name="slopes">By value.</param>
    /// <param name="noise">The noise.</param>
    /// <param name="to">The raw numbers' gradient. It may lie over the raw numbers.</param>
    /// <param name="adds">Whether it is added to.</param>
    public abstract void Give(float* slopes, float* noise, float* to, bool adds);

    /// <summary>Adds the slope of −½ log|C|.</summary>
    /// <param name="room">What was prepared.</param>
    /// <param name="weight">Its factor.</param>
    /// <param name="to">The raw numbers' gradient.</param>
    public abstract void GiveConstant(float* room, float weight, float* to);
}

/// <summary>A lower triangle with ones in its diagonal; c are the numbers below it, by rows. Its determinant is one.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="size">The number of values.</param>
internal sealed unsafe class FullCorrelation<V>(int size) : Correlation<V>(size) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override int Length => Size * (Size - 1) / 2;

    /// <inheritdoc/>
    public override int Noises => Size;

    /// <inheritdoc/>
    public override int RoomFloats => 0;

    /// <inheritdoc/>
    public override void Mix(float* c, float* noise, float* t)
    {
        for (var i = 1; i < Size; c += i++)
            t[i] = noise[i] + Floats.Dot<V>(c, noise, i);
    }

    /// <inheritdoc/>
    public override float Prepare(float* c, float* room, bool hasSlopes) => 0f;

    /// <inheritdoc/>
    /// <remarks>Forward substitution, and for w back through the transpose.</remarks>
    public override float Invert(float* c, float* room, float* t, float* noise, float* w)
    {
        noise[0] = t[0];
        var row = c;
        for (var i = 1; i < Size; row += i++)
            noise[i] = t[i] - Floats.Dot<V>(row, noise, i);
        if (w is not null)
        {
            Floats.Copy(w, noise, Size);
            for (var i = Size - 1; i > 0; i--)
            {
                row -= i;
                Floats.AddScaled<V>(w, row, -w[i], i);
            }
        }

        return Floats.Dot<V>(noise, noise, Size);
    }

    /// <inheritdoc/>
    public override void Give(float* slopes, float* noise, float* to, bool adds)
    {
        for (var i = 1; i < Size; to += i++)
            Floats.Scale<V>(to, slopes[i], noise, i, adds);
    }

    /// <inheritdoc/>
    public override void GiveConstant(float* room, float weight, float* to)
    {
    }
}

/// <summary>
/// [I, G]: each value has noise of its own, and r noises are common; c are the columns of G. C⁻¹ t = t − G m with m = M⁻¹ Gᵀ t and M = I + Gᵀ G, and |C| =
/// |M|. M and its Cholesky factor are in 64 bits: in 32 the I is lost
/// beside large Gᵀ G.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="size">The number of values.</param>
/// <param name="rank">r.</param>
internal sealed unsafe class LowRankCorrelation<V>(int size, int rank) : Correlation<V>(size) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override int Length => rank * Size;

    /// <inheritdoc/>
    public override int Noises => rank;

    /// <inheritdoc/>
    /// <remarks>The Cholesky factor, room for as many numbers as a row of it, and M⁻¹ Gᵀ.</remarks>
    public override int RoomFloats => (2 * rank * (rank + 1)) + (rank * Size);

    /// <inheritdoc/>
    public override void Mix(float* c, float* noise, float* t)
    {
        for (var k = 0; k < rank; k++)
            Floats.AddScaled<V>(t, c + (k * Size), noise[k], Size);
    }

    /// <inheritdoc/>
    public override float Prepare(float* c, float* room, bool hasSlopes)
    {
        var root = (double*)room;
        var product = 1.0;
        var logDeterminant = 0.0;
        for (var k = 0; k < rank; k++)
        {
            var row = root + (k * rank);
            for (var l = 0; l <= k; l++)
            {
                var sum = (k == l ? 1 : 0) + Product(c + (k * Size), c + (l * Size), Size);
                for (var j = 0; j < l; j++)
                    sum -= row[j] * root[(l * rank) + j];
                row[l] = k == l ? Math.Sqrt(Math.Max(sum, 1)) : sum / root[(l * rank) + l];
            }

            product *= row[k];
            if (product > 1e100)
                (logDeterminant, product) = (logDeterminant + Math.Log(product), 1);
        }

        if (hasSlopes)
            Solve(c, root);
        return (float)(logDeterminant + Math.Log(product));
    }

    /// <inheritdoc/>
    /// <remarks>|t − G m|² + |m|², which is tᵀ t − tᵀ G m without its cancellation.</remarks>
    public override float Invert(float* c, float* room, float* t, float* noise, float* w)
    {
        double* root = (double*)room, m = root + (rank * rank);
        for (var k = 0; k < rank; k++)
        {
            var sum = (double)Floats.Dot<V>(c + (k * Size), t, Size);
            for (var j = 0; j < k; j++)
                sum -= root[(k * rank) + j] * m[j];
            m[k] = sum / root[(k * rank) + k];
        }

        var square = 0.0;
        for (var k = rank - 1; k >= 0; k--)
        {
            for (var j = k + 1; j < rank; j++)
                m[k] -= root[(j * rank) + k] * m[j];
            m[k] /= root[(k * rank) + k];
            square += m[k] * m[k];
            noise[k] = (float)m[k];
        }

        var rest = w is null ? t : w;
        if (w is not null)
            Floats.Copy(w, t, Size);
        for (var k = 0; k < rank; k++)
            Floats.AddScaled<V>(rest, c + (k * Size), -noise[k], Size);
        return Floats.Dot<V>(rest, rest, Size) + (float)square;
    }

    /// <inheritdoc/>
    public override void Give(float* slopes, float* noise, float* to, bool adds)
    {
        for (var k = 0; k < rank; k++)
            Floats.Scale<V>(to + (k * Size), noise[k], slopes, Size, adds);
    }

    /// <inheritdoc/>
    public override void GiveConstant(float* room, float weight, float* to) => Floats.AddScaled<V>(to, Columns((double*)room), -weight, rank * Size);

    private float* Columns(double* root) => (float*)(root + (rank * (rank + 1)));

    // M⁻¹ Gᵀ by rows.
    private void Solve(float* c, double* root)
    {
        var columns = Columns(root);
        Floats.Copy(columns, c, rank * Size);
        for (var k = 0; k < rank; k++)
        {
            for (var j = 0; j < k; j++)
                Floats.AddScaled<V>(columns + (k * Size), columns + (j * Size), -(float)root[(k * rank) + j], Size);
            Floats.Scale<V>(columns + (k * Size), (float)(1 / root[(k * rank) + k]), columns + (k * Size), Size);
        }

        for (var k = rank - 1; k >= 0; k--)
        {
            for (var j = k + 1; j < rank; j++)
                Floats.AddScaled<V>(columns + (k * Size), columns + (j * Size), -(float)root[(j * rank) + k], Size);
            Floats.Scale<V>(columns + (k * Size), (float)(1 / root[(k * rank) + k]), columns + (k * Size), Size);
        }
    }

    private static double Product(float* x, float* y, int count)
    {
        double first = 0, second = 0;
        var i = 0;
        for (; i <= count - 2; i += 2)
        {
            first += (double)x[i] * y[i];
            second += (double)x[i + 1] * y[i + 1];
        }

        return first + second + (i < count ? (double)x[i] * y[i] : 0);
    }
}

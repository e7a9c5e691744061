namespace Hiwae.Reports;

/// <summary>The mean and the variance of a vector that is seen again and again, by Welford's recurrence in double precision.</summary>
internal sealed class GradientMoments(long size) : IDisposable
{
    private readonly Tensor mean = zeros(size, dtype: ScalarType.Float64).DetachFromDisposeScope();
    private readonly Tensor squares = zeros(size, dtype: ScalarType.Float64).DetachFromDisposeScope();
    private int count;

    /// <summary>The sum over the vector of its variances.</summary>
    public double Variance
    {
        get
        {
            using var scope = NewDisposeScope();
            return squares.sum([0]).ToDouble() / (count - 1);
        }
    }

    /// <summary>The sum over the vector of its squared means, less what the variance adds to it.</summary>
    public double Signal
    {
        get
        {
            using var scope = NewDisposeScope();
            return mean.square().sum([0]).ToDouble() - (Variance / count);
        }
    }

    /// <summary>One more.</summary>
    public void Add(Tensor value)
    {
        using var scope = NewDisposeScope();
        count++;
        var before = value - mean;
        mean.add_(before / count);
        squares.add_(before * (value - mean));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        mean.Dispose();
        squares.Dispose();
    }
}

using Hiwae.Randomness;

namespace Hiwae.Training;

/// <summary>
/// What is known of an epoch and of a step that have begun, beside the noise that they have taken numbers from. A step that is stopped between its updates goes on from here: with the
/// same batch, with the next update, and with the draws that it would have taken.
/// </summary>
internal sealed class UnderWay
{
    /// <summary>The draw that the order of the epoch's data is; null between epochs.</summary>
    public long? Order { get; set; }

    /// <summary>The first draw of the step's batch; null between steps, and where the caller makes batches.</summary>
    public long? Batch { get; set; }

    /// <summary>The updates of Q and R that the step has made; fewer than it makes in all.</summary>
    public int Updates { get; set; }

    /// <summary>The bound before the first of them, in nats.</summary>
    public double? Bound { get; set; }

    /// <summary>The order of the data in the epoch, 64-bit integers on the CPU: drawn where the epoch begins, else as it was drawn.</summary>
    public Tensor OrderOf(Noise noise, long count)
    {
        using var scope = NewDisposeScope();
        var from = noise as CounterNoise;
        var drawn = Order is { } draw && from is not null ? from.From(draw).Permutation(count) : Drawn();
        return drawn.cpu().DetachFromDisposeScope();

        Tensor Drawn()
        {
            Order = from?.Draws;
            return noise.Permutation(count);
        }
    }

    /// <summary>What to draw the step's batch from.</summary>
    public Noise BatchNoise(Noise noise)
    {
        if (noise is not CounterNoise counter)
            return noise;
        if (Batch is { } draw)
            return counter.From(draw);
        Batch = counter.Draws;
        return noise;
    }

    /// <summary>The step is over.</summary>
    public void EndStep() => (Batch, Updates, Bound) = (null, 0, null);
}

using System.Globalization;
using Hiwae.Communication;
using Hiwae.Compilation;

namespace Hiwae.Evaluation;

/// <summary>A part of an evaluation's work, done apart from the others, on any machine: together they make the draws of the whole.</summary>
/// <param name="Index">Which part, from 1.</param>
/// <param name="Count">The number of parts.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>The largest number of parts.</summary>
    public const int Most = 100_000;

    /// <summary>The part that a text such as <c>2/4</c> names.</summary>
    /// <exception cref="FormatException">It names none.</exception>
    public static Shard Parse(string text) =>
        text.Split('/') is [var index, var count]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var which)
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var all)
        && new Shard(which, all) is var shard && shard.IsPart
            ? shard
            : throw new FormatException($"A part is '{text}'; it must be I/N, such as 2/4 for the second of four, with I from 1 to N and N from 1 to {Most}.");

    private bool IsPart => Count is >= 1 and <= Most && Index >= 1 && Index <= Count;

    /// <summary>The part itself where there is such a one.</summary>
    /// <exception cref="ArgumentException">There is not.</exception>
    internal Shard Check() => IsPart
        ? this
        : throw new ArgumentException(FormattableString.Invariant($"A part is {Index}/{Count}; the first number must be from 1 to the second, and that from 1 to {Most}."));

    /// <summary>The first of so many units of work that belongs to this part.</summary>
    internal long First(long units) => (long)((Int128)units * (Index - 1) / Count);

    /// <summary>The unit after the last.</summary>
    internal long End(long units) => (long)((Int128)units * Index / Count);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}

/// <summary>What some of the samples come to for one image.</summary>
/// <param name="Image">The image, from 0.</param>
/// <param name="Value">log Σ ŵ over these samples, in nats.</param>
/// <param name="Samples">The number of samples.</param>
public readonly record struct LogSum(long Image, double Value, long Samples)
{
    /// <summary>log ŵ of every image in nats, of the sums of all parts.</summary>
    /// <param name="sums">Those of all parts, in any order; an image may come several times.</param>
    /// <param name="images">The number of images.</param>
    /// <param name="samples">The number of samples for each.</param>
    /// <exception cref="ArgumentException">An image has more samples or fewer: a part is missing, or there twice.</exception>
    public static double[] Merge(IEnumerable<LogSum> sums, long images, long samples) => Merge(sums, images, samples, null, false);

    /// <summary>The same where each of several processes has made a part: of the sums of all ranks, on every rank.</summary>
    /// <param name="sums">This rank's.</param>
    /// <param name="images">The number of images.</param>
    /// <param name="samples">The number of samples for each.</param>
    /// <param name="communicator">What connects the processes; null where one has made all.</param>
    /// <param name="isStopped">Whether this rank was asked to stop before its sums were whole.</param>
    /// <exception cref="ArgumentException">An image has more samples or fewer.</exception>
    /// <exception cref="OperationCanceledException">A rank was asked to stop.</exception>
    public static double[] Merge(IEnumerable<LogSum> sums, long images, long samples, ICommunicator? communicator, bool isStopped)
    {
        var values = Enumerable.Repeat(double.NegativeInfinity, checked((int)images)).ToArray();
        var counts = new double[images];
        foreach (var sum in sums)
        {
            if (sum.Image < 0 || sum.Image >= images)
                throw new ArgumentException($"There is a sum for image {sum.Image}, of {images}; give the parts of one evaluation.", nameof(sums));
            values[sum.Image] = LogAddition.Add(values[sum.Image], sum.Value);
            counts[sum.Image] += sum.Samples;
        }

        communicator?.LogSum(values, isStopped);
        communicator?.AllReduceSum(counts);
        if (Array.FindIndex(counts, count => count != samples) is >= 0 and var odd)
            throw new ArgumentException($"Image {odd} has {counts[odd]} samples instead of {samples}: {(counts[odd] < samples ? "a part is missing" : "a part is there twice")}.", nameof(sums));
        return Array.ConvertAll(values, value => value - Math.Log(samples));
    }
}

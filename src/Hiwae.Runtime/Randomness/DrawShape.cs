namespace Hiwae.Randomness;

/// <summary>What the first dimensions of a draw stand for.</summary>
/// <param name="HasRows">Whether the first is that of the data.</param>
/// <param name="HasSamples">Whether the second is that of the proposals.</param>
internal readonly record struct DrawShape(bool HasRows, bool HasSamples);

/// <summary>Some proposals of some data.</summary>
/// <param name="Row">The first datum.</param>
/// <param name="Rows">The number of data.</param>
/// <param name="Sample">The first proposal of each.</param>
/// <param name="Samples">The number of proposals of each.</param>
/// <param name="AllSamples">K.</param>
internal readonly record struct PlateWindow(long Row, long Rows, long Sample, long Samples, long AllSamples)
{
    /// <summary>The number of proposals, of all data together.</summary>
    public long Proposals => Rows * Samples;
}

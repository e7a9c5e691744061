using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>How many rows a block made by hand has.</summary>
/// <param name="Data">Rows of data.</param>
/// <param name="Groups">Groups of each datum.</param>
/// <param name="Samples">Proposals of each group.</param>
internal sealed record Plates(int Data, int Groups, int Samples)
{
    public int RowsOf(Level level) => level switch
    {
        Level.Datum => Data,
        Level.Group => Data * Groups,
        Level.Sample => Data * Groups * Samples,
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    public int RowsOf(Value value) => value.Level == Level.Once ? value.Rows : RowsOf(value.Level);

    /// <summary>The row of a value that a row of an operation reads.</summary>
    public int At(Value value, Level level, int row)
    {
        if (value.Level == level)
            return row;
        var sample = level == Level.Sample;
        return value.Level switch
        {
            Level.Once => value.Rows == 1 || !sample ? 0 : row % Samples,
            Level.Datum => sample ? row / (Groups * Samples) : row / Groups,
            _ => row / Samples,
        };
    }

    public static Plates Of(Random random) => new(1 + random.Next(3), 1 + random.Next(2), 1 + random.Next(4));
}

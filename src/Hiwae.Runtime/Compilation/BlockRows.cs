using Hiwae.Compilation.Kernels;

namespace Hiwae.Compilation;

/// <summary>The rows of lower levels that the rows of a block belong to: of a full block, and of the proposals that are kept.</summary>
internal sealed unsafe class BlockRows : IDisposable
{
    // A proposal whose normalised weight is smaller changes no digit of a sum of gradients in single precision.
    private const float LeastWeight = 1.0f / (1 << 26);

    // What so many proposals of negligible weight come to together may be left out.
    private const float LeastSum = 1.0f / (1 << 16);

    // Leaving rows out moves the others together; that has to be worth it.
    private const double WorthMoving = 0.8;

    private readonly Memory all = new();
    private (int Groups, int Samples, int PerDatum, int PerGroup, int Heads) mapped;
    private int kept;

    private int* GroupDatum => (int*)all.Start;

    private int* SampleGroup => GroupDatum + Memory.Padded(mapped.Groups);

    private int* SampleDatum => SampleGroup + Memory.Padded(mapped.Samples);

    private int* Head => SampleDatum + Memory.Padded(mapped.Samples);

    private int* Kept => Head + Memory.Padded(mapped.Samples);

    private int* Selected(int table) => Kept + ((table + 1) * Memory.Padded(mapped.Samples));

    /// <summary>The normalised weight below which a proposal does not count.</summary>
    /// <param name="samples">K.</param>
    public static float Negligible(int samples) => MathF.Min(LeastWeight, LeastSum / samples);

    /// <summary>Makes the maps of a full block.</summary>
    /// <param name="groups">The number of its rows of groups.</param>
    /// <param name="samples">The number of its rows of proposals.</param>
    /// <param name="perDatum">The number of groups of each datum.</param>
    /// <param name="perGroup">The number of proposals of each group.</param>
    /// <param name="heads">The number of heads, which the proposals of a group take in turn; 0 where there are none.</param>
    public void Map(int groups, int samples, int perDatum, int perGroup, int heads)
    {
        if (mapped == (groups, samples, perDatum, perGroup, heads))
            return;
        mapped = (groups, samples, perDatum, perGroup, heads);
        var turn = heads > 0 ? heads : perGroup;
        all.Reserve(Memory.Padded(groups) + (7 * Memory.Padded(samples)));
        for (var g = 0; g < groups; g++)
            GroupDatum[g] = g / perDatum;
        for (var r = 0; r < samples; r++)
            (SampleGroup[r], SampleDatum[r], Head[r]) = (r / perGroup, r / (perGroup * perDatum), r % perGroup % turn);
    }

    /// <summary>Lets a block have all its rows.</summary>
    public void PointAll(Block block)
    {
        block.GroupDatum = GroupDatum;
        block.SampleGroup = SampleGroup;
        block.SampleDatum = SampleDatum;
        block.Head = Head;
        block.IsWhole = true;
    }

    /// <summary>Lets a block have only the proposals whose weights count; false where that is not worth it.</summary>
    public bool Keep(Block block)
    {
        var (count, least) = (block.Rows.Sample, MathF.Abs(block.Scale) * Negligible(block.Samples));
        kept = 0;
        for (var r = 0; r < count; r++)
        {
            // What is not a number is kept, and seen.
            if (!(MathF.Abs(block.Weights[r]) < least))
                Kept[kept++] = r;
        }

        if (kept > WorthMoving * count)
            return false;
        block.Rows = block.Rows with { Sample = kept };
        block.SampleGroup = Select(SampleGroup, 0);
        block.SampleDatum = Select(SampleDatum, 1);
        block.Head = Select(Head, 2);
        block.IsWhole = false;
        return true;
    }

    /// <summary>Moves the rows that are kept together.</summary>
    public void Move(float* numbers, int columns)
    {
        for (var r = 0; r < kept; r++)
        {
            if (Kept[r] != r)
                Buffer.MemoryCopy(numbers + ((long)Kept[r] * columns), numbers + ((long)r * columns), columns * sizeof(float), columns * sizeof(float));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => all.Dispose();

    private int* Select(int* from, int table)
    {
        var to = Selected(table);
        for (var r = 0; r < kept; r++)
            to[r] = from[Kept[r]];
        return to;
    }
}

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
    private (int Groups, int Samples, int PerDatum, int PerGroup, int Heads, int States) mapped;
    private int kept;

    private int* GroupDatum => (int*)all.Start;

    private int* SampleGroup => GroupDatum + Memory.Padded(mapped.Groups);

    private int* SampleDatum => SampleGroup + Memory.Padded(mapped.Samples);

    private int* Head => SampleDatum + Memory.Padded(mapped.Samples);

    private int* Kept => Head + Memory.Padded(mapped.Samples);

    private int* Selected(int table) => Kept + ((table + 1) * Memory.Padded(mapped.Samples));

    private int StateRows => mapped.States > 0 ? mapped.Samples * mapped.States : 0;

    // Behind what has a row for each proposal.
    private int* OfStates(int table) => Kept + (4 * Memory.Padded(mapped.Samples)) + (table * Memory.Padded(StateRows));

    /// <summary>The normalised weight below which a proposal does not count.</summary>
    /// <param name="samples">K.</param>
    public static float Negligible(int samples) => MathF.Min(LeastWeight, LeastSum / samples);

    /// <summary>Makes the maps of a full block.</summary>
    /// <param name="groups">The number of its rows of groups.</param>
    /// <param name="samples">The number of its rows of proposals.</param>
    /// <param name="perDatum">The number of groups of each datum.</param>
    /// <param name="perGroup">The number of proposals of each group.</param>
    /// <param name="heads">The number of heads, which the proposals of a group take in turn; 0 where there are none.</param>
    /// <param name="states">The number of states of each proposal; 0 where nothing is enumerated.</param>
    public void Map(int groups, int samples, int perDatum, int perGroup, int heads, int states)
    {
        if (mapped == (groups, samples, perDatum, perGroup, heads, states))
            return;
        mapped = (groups, samples, perDatum, perGroup, heads, states);
        var turn = heads > 0 ? heads : perGroup;
        all.Reserve(Memory.Padded(groups) + (7 * Memory.Padded(samples)) + (3 * Memory.Padded(StateRows)));
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
        PointStates(block);
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
        PointStates(block);
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

    /// <summary>Makes the maps of the states of those proposals that the block has.</summary>
    private void PointStates(Block block)
    {
        if (mapped.States == 0)
            return;
        block.StateSample = OfStates(0);
        block.StateGroup = OfStates(1);
        block.StateDatum = OfStates(2);
        for (var (r, s) = (0, 0); r < block.Rows.Sample; r++)
        {
            for (var last = s + mapped.States; s < last; s++)
                (block.StateSample[s], block.StateGroup[s], block.StateDatum[s]) = (r, block.SampleGroup[r], block.SampleDatum[r]);
        }
    }

    private int* Select(int* from, int table)
    {
        var to = Selected(table);
        for (var r = 0; r < kept; r++)
            to[r] = from[Kept[r]];
        return to;
    }
}

using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// log ŵ = log Σ_j π_j w_j of each group in nats. At a temperature T below 1, log w_j + log π_j becomes its observed terms + T (everything else + log K) − log K.
/// At α above 0 the sum is of powers, see <see cref="Block.Alpha"/>. Forward leaves ω · scale of each proposal in <see cref="Block.Weights"/>.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class EstimateKernel<V>(Operation.Estimate operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly ProposalWeights<V> proposals = new(operation);

    private int Heads => proposals.Heads;

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => proposals.Compares ? operation.Crosses : [];

    /// <inheritdoc/>
    /// <remarks>Three numbers for each proposal, two for each group, and the densities under all heads.</remarks>
    public override long ScratchFloats(Rows most) => ((long)most.Sample * (3 + Heads)) + (2L * most.Group);

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var (rows, groups) = (block.Rows.Sample, block.Rows.Group);
        var group = block.SampleGroup;
        var logs = block.Scratch;
        float* powers = logs + rows, bases = powers + rows, sums = bases + groups, crosses = sums + groups;
        Floats.Clear(logs, rows);
        AddTerms(block, logs, areObserved: false);
        proposals.SubtractOwn(block, logs);
        proposals.AddLogWeights(block, logs, crosses, powers);
        Temper(block, logs, rows);
        AddTerms(block, logs, areObserved: true);
        Power(block, logs, rows);
        if (block.HasBackward && !operation.Compared.IsEmpty)
            proposals.SetShares(block, crosses);

        if (block is { Streamed: { } whole, HasBackward: true })
        {
            for (var r = 0; r < rows; r++)
                powers[r] = (logs[r] - whole.Base) - whole.LogSum;
            Floats.Exp<V>(powers, rows);
            Floats.Scale<V>(block.Weights, block.Scale, powers, rows);
            return;
        }

        new Span<float>(bases, groups).Fill(float.NegativeInfinity);
        for (var r = 0; r < rows; r++)
            bases[group[r]] = logs[r] > bases[group[r]] ? logs[r] : bases[group[r]];
        for (var g = 0; g < groups; g++)
            (bases[g], sums[g]) = (float.IsInfinity(bases[g]) ? 0f : bases[g], 0f);
        for (var r = 0; r < rows; r++)
            powers[r] = logs[r] - bases[group[r]];
        Floats.Exp<V>(powers, rows);
        for (var r = 0; r < rows; r++)
            sums[group[r]] += powers[r];
        block.Streamed?.Add(bases[0], sums[0]);
        Floats.Log<V>(sums, groups);
        var estimates = block.Of(operation.Output);
        for (var g = 0; g < groups; g++)
            estimates[g] = (bases[g] + sums[g]) / (1f - block.Alpha);
        if (!block.HasBackward)
            return;

        // From the differences, which are exact where log ŵ is large.
        for (var r = 0; r < rows; r++)
            powers[r] = (logs[r] - bases[group[r]]) - sums[group[r]];
        Floats.Exp<V>(powers, rows);
        Floats.Scale<V>(block.Weights, block.Scale, powers, rows);
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var rows = block.Rows.Sample;
        for (var k = 0; k < operation.Terms.Length; k++)
        {
            var (term, kind) = operation.Terms[k];
            var to = block.Gradient(term);
            if (to is null)
                continue;
            var factor = kind switch { TermKind.Observed => 1f, TermKind.Added => block.Temperature, _ => -block.Temperature };
            Give(to, block, term, factor, Location.Adds[k]);
        }

        var last = operation.Terms.Length + operation.Crosses.Length;
        if (operation.Weighting is Programs.Weighting.Learned { LogWeights: var learned } && block.Gradient(learned) is var weights and not null)
        {
            if (!Location.Adds[last])
                Floats.Clear(weights, Size(block, learned));
            var factor = block.Temperature / (1f - block.Alpha); // No power of π.
            for (var r = 0; r < rows; r++)
                weights[block.Head[r]] += factor * block.Weights[r];
        }

        if (Heads == 0)
            return;
        proposals.Give(block, block.Scratch, Location.Adds.AsSpan(operation.Terms.Length..last));
        proposals.GiveCompared(block, Location.Adds.AsSpan((last + 1)..));
    }

    // What each proposal gives a term; terms that a whole group has in common get it from each.
    private void Give(float* to, Block block, Value term, float factor, bool adds)
    {
        var rows = block.Rows.Sample;
        var weights = block.Weights;
        if (term.Level == Level.Sample)
        {
            Floats.Scale<V>(to, factor, weights, rows, adds);
            return;
        }

        if (!adds)
            Floats.Clear(to, Size(block, term));
        InputRows read = new(block, term, Level.Sample);
        for (var r = 0; r < rows; r++)
            to[read.Place(r)] += factor * weights[r];
    }

    // log w but for the crosses' part: the observed terms, or the others.
    private void AddTerms(Block block, float* logs, bool areObserved)
    {
        var rows = block.Rows.Sample;
        foreach (var (term, kind) in operation.Terms)
        {
            if (kind == TermKind.Observed != areObserved)
                continue;
            var x = block.Of(term);
            var sign = kind == TermKind.Subtracted ? -1f : 1f;
            if (term.Level == Level.Sample)
            {
                Floats.AddScaled<V>(logs, x, sign, rows);
                continue;
            }

            InputRows read = new(block, term, Level.Sample);
            for (var r = 0; r < rows; r++)
                logs[r] += sign * x[read.Place(r)];
        }
    }

    // Everything but the observed terms at the run's temperature; at 0 it is left out, infinite or not.
    private void Temper(Block block, float* logs, int rows)
    {
        var temperature = block.Temperature;
        if (temperature == 1f)
            return;
        var constant = (temperature - 1f) * proposals.LogCount(block);
        for (var r = 0; r < rows; r++)
            logs[r] = constant + (temperature == 0f ? 0f : temperature * logs[r]);
    }

    // (1 − α) of each logarithm, but for a number π_j, or else 1/K, of which the whole stays.
    private void Power(Block block, float* logs, int rows)
    {
        var alpha = block.Alpha;
        if (alpha == 0f)
            return;
        var logCount = proposals.LogCount(block);
        float* learned = null;
        var logHeads = 0f;
        if (operation.Weighting is Programs.Weighting.Learned { LogWeights: var weights })
        {
            learned = block.Of(weights);
            logHeads = MathF.Log(weights.Rows * weights.Columns);
        }

        for (var r = 0; r < rows; r++)
        {
            // A head's weight is shared by its draws.
            var log = learned is null ? -logCount : (block.Temperature * (learned[block.Head[r]] + logHeads)) - logCount;
            logs[r] = ((1f - alpha) * logs[r]) + (alpha * log);
        }
    }

    private static int Size(Block block, Value value) => block.RowsOf(value) * value.Columns;
}

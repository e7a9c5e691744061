using Hiwae.Communication;
using Hiwae.Native;
using Hiwae.Networks;
using Hiwae.Randomness;

namespace Hiwae.Compilation;

/// <summary>
/// A batch that goes through a model in blocks of proposals, by operators on tensors: forward for the sum of all weights, and forward again, with the same draws, and backward. What
/// each block gives to a gradient adds up to what the whole gives, and memory is that of one block.
/// </summary>
/// <param name="network">The model.</param>
/// <param name="data">The batch, or a process's part of one.</param>
/// <param name="samples">K, or a process's part.</param>
/// <param name="noise">Where the randomness comes from.</param>
/// <param name="blocks">The sizes.</param>
/// <param name="watch">Watches over it; nobody does where null.</param>
/// <param name="share">The part of a step; null for a whole one.</param>
internal sealed class BlockedBatch<TModel>(
    ModelNetwork<TModel> network, Observation data, int samples, CounterNoise noise, StepBlocks blocks, StepWatch? watch, StepShare? share = null)
    where TModel : class, IModel<TModel>
{
    private readonly ImmutableArray<PlateWindow> windows = Windows(data.Batch, samples, blocks);
    private readonly double[] estimates = [.. Enumerable.Repeat(double.NegativeInfinity, (int)data.Batch)];
    private ImmutableArray<DrawShape> shapes;
    private long firstDraw;

    /// <summary>Whether every block has all K proposals of its data.</summary>
    private bool IsWhole => share is not { IsOfSamples: true } && blocks.Samples >= samples;

    private long AllSamples => share?.Window.AllSamples ?? samples;

    /// <summary>log ŵ of every datum in nats; no gradients.</summary>
    public double[] Estimates()
    {
        watch?.Begin(data.Batch * samples, 1);
        Draw();
        Sum(temperature: 1, alpha: 0, null, null);
        return estimates;
    }

    /// <summary>log(π_j w_j) of one datum after the other in nats, [samples] each; no gradients.</summary>
    public IEnumerable<double[]> LogTerms()
    {
        watch?.Begin(data.Batch * samples, 1);
        Draw();
        foreach (var rows in windows.GroupBy(window => window.Row))
        {
            var terms = new double[rows.First().Rows][];
            for (var row = 0; row < terms.Length; row++)
                terms[row] = new double[samples];
            foreach (var window in rows)
            {
                using var scope = NewDisposeScope();
                using var constant = no_grad();
                var values = Terms(window, GradientTape.Ordinary, 1, 0).Terms.to_type(ScalarType.Float64).contiguous().cpu().data<double>().ToArray();
                for (var i = 0; i < values.Length; i++)
                    terms[i / window.Samples][window.Sample + (i % window.Samples)] = values[i];
                Done(window);
            }

            foreach (var row in terms)
                yield return row;
        }
    }

    /// <summary>The bound in nats; the gradient of its negative replaces that of every parameter.</summary>
    /// <inheritdoc cref="NetworkEstimates.WriteGradients"/>
    public double WriteGradients(Gradient gradient, double temperature, double freeBits, Action? boundIsKnown, double alpha = 0)
    {
        var isTwice = !IsWhole || freeBits > 0;
        watch?.Begin(data.Batch * samples, isTwice ? 2 : 1);
        Draw();
        var highest = new double[windows.Length];
        var costs = new double[2];
        using var joint = share is { IsOfSamples: false, IsRepeated: false } ? BatchMoments.Join(share.Communicator, (double)share.Data / data.Batch) : null;
        if (isTwice)
        {
            using var buffers = new KeptBuffers(network, TModel.Description);
            var isStopped = SumOrStop(temperature, alpha, highest, freeBits > 0 ? costs : null);
            if (freeBits > 0)
                share?.Communicator.Sum(costs, isStopped);
            if (share is { IsOfSamples: true })
                share.Communicator.LogSum(estimates, isStopped);
            if (isStopped)
                throw new OperationCanceledException();
        }

        boundIsKnown?.Invoke();
        network.zero_grad();
        var isShort = freeBits > 0 && costs[0] / costs[1] < temperature * freeBits;
        for (var i = 0; i < windows.Length; i++)
        {
            // The averages of batches move once, with the last block.
            var isLast = i + 1 == windows.Length;
            using var buffers = isLast ? null : new KeptBuffers(network, TModel.Description);
            if (isShort || (isLast && TModel.Description.HasBatchNorm()) || !IsNegligible(windows[i], highest[i]))
                Differentiate(windows[i], gradient, temperature, alpha, isShort);
            Done(windows[i], isEnd: isLast); // With the last block running averages have moved: it is too late to stop.
        }

        return (share is null ? estimates.Average() : estimates.Sum() * share.Weight / share.Data) / (1 - alpha);
    }

    /// <summary>Sums; whether the watch stopped it. Of a whole step this throws.</summary>
    private bool SumOrStop(double temperature, double alpha, double[] highest, double[]? costs)
    {
        try
        {
            Sum(temperature, alpha, highest, costs);
            return false;
        }
        catch (OperationCanceledException) when (share is not null)
        {
            return true; // Others wait to hear of it.
        }
    }

    private void Draw()
    {
        shapes = share?.Shapes(data) ?? DrawPlan.Of(network, data);
        firstDraw = noise.Reserve(shapes.Length);
    }

    /// <summary>All weights, or their powers, and the highest of each block.</summary>
    /// <param name="temperature">T.</param>
    /// <param name="alpha">α of the powers.</param>
    /// <param name="highest">By window: the highest log(π_j w_j) relative to the greatest sum that is known by then.</param>
    /// <param name="costs">T times everything in the bound but log p(observed), with its sign turned, summed, and the number of proposals; null where it is not asked for.</param>
    private void Sum(double temperature, double alpha, double[]? highest, double[]? costs)
    {
        using var constant = no_grad();
        for (var w = 0; w < windows.Length; w++)
        {
            var window = windows[w];
            using (NewDisposeScope())
            {
                var (terms, proposal) = Terms(window, GradientTape.Ordinary, temperature, alpha);
                if (costs is not null)
                {
                    costs[0] += (proposal.LogTerms(0) - proposal.LogTerms(temperature)).sum(ScalarType.Float64).ToDouble();
                    costs[1] += window.Proposals;
                }

                var wide = terms.to_type(ScalarType.Float64);
                var sums = wide.logsumexp(-1).cpu().data<double>().ToArray();
                for (var i = 0; i < sums.Length; i++)
                    estimates[window.Row + i] = LogAddition.Add(estimates[window.Row + i], sums[i]);
                if (highest is not null)
                    highest[w] = wide.max().ToDouble();
            }

            Done(window);
        }
    }

    private void Differentiate(PlateWindow window, Gradient gradient, double temperature, double alpha, bool isShort)
    {
        using var scope = NewDisposeScope();
        using var tape = GradientTape.Of(gradient);
        var scale = share?.Scale ?? -1.0 / data.Batch;
        var (terms, proposal) = Terms(window, tape, temperature, alpha);
        if (IsWhole)
        {
            var sums = terms.detach().to_type(ScalarType.Float64).logsumexp(-1).cpu().data<double>().ToArray();
            sums.CopyTo(estimates, window.Row);
        }

        if (isShort)
            tape.BackwardOfSum(proposal.LogTerms(0) - proposal.LogTerms(temperature), scale / AllSamples);
        if (IsWhole)
            tape.Backward(terms, scale / (1 - alpha), temperature * (1 - alpha));
        else
            tape.BackwardOfPart(terms, tensor(estimates.AsSpan((int)window.Row, (int)window.Rows).ToArray(), device: terms.device), scale / (1 - alpha), temperature * (1 - alpha));
    }

    /// <summary>Whether no weight of a window counts in the sum of any of its data.</summary>
    private bool IsNegligible(PlateWindow window, double highest)
    {
        if (IsWhole)
            return false;
        var least = Math.Log(BlockRows.Negligible((int)AllSamples));
        for (var row = window.Row; row < window.Row + window.Rows; row++)
        {
            if (!(highest - estimates[row] < least))
                return false;
        }

        return true;
    }

    /// <summary>log(π_j w_j) of a window, with π_j of all K, or its powers.</summary>
    private (Tensor Terms, Proposal<TModel> Proposal) Terms(PlateWindow window, GradientTape tape, double temperature, double alpha)
    {
        var proposal = network.Propose(
            data.Narrow(window.Row, window.Rows), (int)window.Samples, new WindowNoise(noise, firstDraw, shapes, share?.Place(window) ?? window), tape);
        var terms = proposal.LogPowers(alpha, temperature);
        return (IsWhole ? terms : terms + (Math.Log(window.Samples) - Math.Log(AllSamples)), proposal);
    }

    private void Done(PlateWindow window, bool isEnd = false)
    {
        Leftovers.Collect();
        watch?.Advance(window.Proposals);
        if (!isEnd)
            watch?.ThrowIfStopped();
    }

    /// <summary>Datum by datum, and for each its proposals; of even sizes. A block of many proposals never has a single one, which could not be told from what all share.</summary>
    private static ImmutableArray<PlateWindow> Windows(long rows, int samples, StepBlocks blocks)
    {
        var rowBlocks = Slices.Of((int)rows, blocks.Rows);
        var slices = Slices.Of(samples, blocks.Samples);
        slices = slices with { Count = Math.Max(1, Math.Min(slices.Count, samples / 2)) };
        return
        [
            .. from r in Enumerable.Range(0, rowBlocks.Count)
               from s in Enumerable.Range(0, slices.Count)
               select new PlateWindow(
                   rowBlocks.First(r), rowBlocks.First(r + 1) - rowBlocks.First(r), slices.First(s), slices.First(s + 1) - slices.First(s), samples),
        ];
    }
}

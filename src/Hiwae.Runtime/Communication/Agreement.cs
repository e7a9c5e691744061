namespace Hiwae.Communication;

/// <summary>What ranks agree on in the middle of their work.</summary>
internal static class Agreement
{
    /// <summary>Sums over all ranks, unless one of them is to stop: then all do.</summary>
    /// <param name="communicator">What connects the ranks.</param>
    /// <param name="values">This rank's; then the sums.</param>
    /// <param name="isStopped">Whether this rank is to stop.</param>
    /// <exception cref="AgreedStopException">This rank or another is to stop.</exception>
    public static void Sum(this ICommunicator communicator, Span<double> values, bool isStopped)
    {
        Span<double> all = [.. values, isStopped ? 1 : 0];
        communicator.AllReduceSum(all);
        if (!(all[^1] == 0))
            throw new AgreedStopException();
        all[..^1].CopyTo(values);
    }

    /// <summary>The logarithms, in nats, of sums over all ranks of numbers that are known by their logarithms.</summary>
    /// <param name="communicator">What connects the ranks.</param>
    /// <param name="logarithms">This rank's, with −∞ for none; then those of the sums. What is not a number stays so.</param>
    /// <param name="isStopped">Whether this rank is to stop.</param>
    /// <exception cref="AgreedStopException">This rank or another is to stop.</exception>
    public static void LogSum(this ICommunicator communicator, Span<double> logarithms, bool isStopped)
    {
        var bases = new double[logarithms.Length];
        for (var i = 0; i < bases.Length; i++)
            bases[i] = double.IsNaN(logarithms[i]) ? double.NegativeInfinity : logarithms[i];
        communicator.AllReduceMax(bases);
        for (var i = 0; i < bases.Length; i++)
        {
            bases[i] = double.IsInfinity(bases[i]) ? 0 : bases[i];
            logarithms[i] = Math.Exp(logarithms[i] - bases[i]);
        }

        communicator.Sum(logarithms, isStopped);
        for (var i = 0; i < bases.Length; i++)
            logarithms[i] = bases[i] + Math.Log(logarithms[i]);
    }
}

/// <summary>All ranks stop here, because one of them is to.</summary>
internal sealed class AgreedStopException() : OperationCanceledException("One of the processes that work together was asked to stop, and all have stopped at the same place.");

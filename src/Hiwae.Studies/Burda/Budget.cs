namespace Hiwae.Studies.Burda;

/// <summary>How many epochs a time is enough for.</summary>
internal static class Budget
{
    /// <summary>The part of the time that is planned with: what is measured is not exact, and checkpoints take time too.</summary>
    public const double Share = 0.95;

    /// <summary>The largest number of epochs, the same for all cells, with which all of them are trained and tested in a time; null where not even one is.</summary>
    /// <param name="cells">What each costs, in the order in which they are done.</param>
    /// <param name="jobs">Cells at a time.</param>
    /// <param name="seconds">The time.</param>
    public static int? Epochs(IReadOnlyList<Timing> cells, int jobs, double seconds)
    {
        // The most that the sum of all work allows; what is left over at the end takes some of it away.
        var most = ((jobs * seconds) - cells.Sum(cell => cell.TestSeconds)) / cells.Sum(cell => cell.EpochSeconds);
        for (var epochs = (int)Math.Min(most, Most); epochs >= 1; epochs--)
        {
            if (Span(cells, epochs, jobs) <= seconds)
                return epochs;
        }

        return null;
    }

    /// <summary>The time that all cells take with a number of epochs, where each is begun by whoever is free first.</summary>
    public static double Span(IReadOnlyList<Timing> cells, int epochs, int jobs)
    {
        var free = new double[jobs];
        foreach (var cell in cells)
            free[Array.IndexOf(free, free.Min())] += (epochs * cell.EpochSeconds) + cell.TestSeconds;
        return free.Max();
    }

    private const int Most = 1_000_000;
}

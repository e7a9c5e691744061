using Hiwae.Bench.Workers;

namespace Hiwae.Bench;

/// <summary>Finds the settings with which a peer is fastest: one change after the other is tried, and kept where it helps.</summary>
/// <param name="peers">Starts the peer.</param>
/// <param name="seconds">What a trial takes, besides the start of the process.</param>
internal sealed class Tuning(Peers peers, double seconds)
{
    private const int Tries = 3;
    private const int MostTries = 12;

    // What helps by less is noise.
    private const double Worthwhile = 0.98;

    /// <summary>The settings that were fastest on a workload.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="file">Parameters and batch.</param>
    public PeerSettings Fastest(Workload workload, string file)
    {
        var best = PeerSettings.First(workload);
        var least = Milliseconds(workload, best, file);
        foreach (var change in PeerSettings.Changes(workload))
        {
            var changed = change(best);
            var time = Milliseconds(workload, changed, file);
            if (time < Worthwhile * least)
                (best, least) = (changed, time);
        }

        return best;
    }

    private double Milliseconds(Workload workload, PeerSettings settings, string file)
    {
        using var worker = new WorkerProcess("the tuned peer", peers.Tuned(workload, settings));
        worker.Load(file);
        worker.Warm(seconds / Tries);
        var least = double.PositiveInfinity;

        // While somebody else computes, two threads seem slower than one.
        for (var (quiet, tries) = (0, 0); quiet < Tries && tries < MostTries; tries++)
        {
            var load = new OtherLoad([worker.Process]);
            least = Math.Min(least, worker.Warm(seconds / Tries));
            quiet += load.Share() is null or <= BenchRun.Disturbance ? 1 : 0;
        }

        return least;
    }
}

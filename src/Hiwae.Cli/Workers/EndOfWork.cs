using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Workers;

/// <summary>The end of a command that has many parts.</summary>
internal static class EndOfWork
{
    /// <summary>Says how it ended, and what to do where something is left.</summary>
    /// <param name="session">Where to say it.</param>
    /// <param name="folder">Where everything is.</param>
    /// <param name="whole">What there is at the end, such as <c>The cells, the table and the pictures</c>.</param>
    /// <param name="parts">What parts are called, such as <c>cells</c>.</param>
    /// <param name="done">The parts that are done.</param>
    /// <param name="all">All of them; what is left was interrupted.</param>
    /// <param name="fault">What else went wrong; null where nothing did.</param>
    /// <returns>The exit status.</returns>
    public static int Say(Session session, string folder, string whole, string parts, int done, int all, string? fault)
    {
        if (fault is not null)
            session.Say($"error: {fault}");
        session.Say(done switch
        {
            _ when done == all => $"Done. {whole} are in {folder}.",
            0 => $"Interrupted before one of the {all} {parts} was done; the same command with --out {folder} goes on.",
            _ => $"Interrupted after {done} of {all} {parts}, which are kept in {folder}; the same command with --out {folder} does the others.",
        });
        return done < all ? Interruption.ExitStatus : fault is null ? 0 : ExitStatus.Failed;
    }
}

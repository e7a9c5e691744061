using System.Runtime.InteropServices;

namespace Hiwae.Cli.Terminal;

/// <summary>The user's wish to stop. The first Ctrl-C (or SIGTERM) is a wish; a second one ends the process at once.</summary>
public sealed class Interruption : IDisposable
{
    /// <summary>The exit status of a run that was interrupted: 128 and the number of SIGINT.</summary>
    public const int ExitStatus = 130;

    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly CancellationTokenSource source = new();

    /// <summary>Whether to stop at the next good place.</summary>
    public bool IsRequested => source.IsCancellationRequested;

    /// <summary>Cancelled where the user wants to stop: for work that looks out for it by itself.</summary>
    internal CancellationToken Token => source.Token;

    /// <summary>Listens to the process's signals.</summary>
    public static Interruption OfSignals()
    {
        var interruption = new Interruption();
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            interruption.registrations.Add(PosixSignalRegistration.Create(signal, interruption.Handle));
        return interruption;
    }

    /// <summary>Asks to stop.</summary>
    public void Request() => source.Cancel();

    /// <summary>Gives the signals back.</summary>
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !IsRequested;
        Request();
    }
}

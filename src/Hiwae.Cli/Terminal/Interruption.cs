using System.Runtime.InteropServices;

namespace Hiwae.Cli.Terminal;

/// <summary>The user's wish to stop. The first Ctrl-C (or SIGTERM) is a wish; a second one ends the process at once.</summary>
public sealed class Interruption : IDisposable
{
    /// <summary>The exit status of a run that was interrupted: 128 and the number of SIGINT.</summary>
    public const int ExitStatus = 130;

    private readonly List<PosixSignalRegistration> registrations = [];
    private volatile bool isRequested;

    /// <summary>Whether to stop at the next good place.</summary>
    public bool IsRequested => isRequested;

    /// <summary>Listens to the process's signals.</summary>
    public static Interruption OfSignals()
    {
        var interruption = new Interruption();
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            interruption.registrations.Add(PosixSignalRegistration.Create(signal, interruption.Handle));
        return interruption;
    }

    /// <summary>Asks to stop.</summary>
    public void Request() => isRequested = true;

    /// <summary>Gives the signals back.</summary>
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !isRequested;
        Request();
    }
}

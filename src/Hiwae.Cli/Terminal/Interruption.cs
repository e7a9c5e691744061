using System.Runtime.InteropServices;

namespace Hiwae.Cli.Terminal;

/// <summary>The user's wish to stop. The first Ctrl-C (or SIGTERM) is a wish; a second one ends the process at once.</summary>
public sealed class Interruption : IDisposable
{
    /// <summary>The exit status of a run that was interrupted: 128 and the number of SIGINT.</summary>
    public const int ExitStatus = 130;

    /// <summary>The variable with which a process that starts this one says that the end of standard input asks to stop, as Ctrl-C does.</summary>
    internal const string EndVariable = "HIWAE_STOP_AT_END_OF_INPUT";

    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly CancellationTokenSource source = new();
    private bool hasSignal;

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
        if (Environment.GetEnvironmentVariable(EndVariable) == "1")
            new Thread(interruption.AwaitEnd) { IsBackground = true }.Start();
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
        context.Cancel = !hasSignal;
        hasSignal = true;
        Request();
    }

    private void AwaitEnd()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> some = stackalloc byte[64];
        while (input.Read(some) > 0)
        {
        }

        try
        {
            Request();
        }
        catch (ObjectDisposedException)
        {
            // The command is over.
        }
    }
}

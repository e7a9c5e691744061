using System.Diagnostics;

namespace Hiwae.Cli.Workers;

/// <summary>A process of this program, with the same command line, that does single parts of the command as it is asked. When its standard input ends it stops as after Ctrl-C: when it is told to, and also where this process is gone.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>What a note begins with in a line of standard output; a result begins with <see cref="Result"/>.</summary>
    public const char Note = '~';

    /// <summary>What a result begins with.</summary>
    public const char Result = '=';

    // Tells a process to be one, and the folder of the command.
    private const string FolderVariable = "HIWAE_WORKER_FOLDER";

    private readonly Process process;
    private readonly Thread hearing;
    private readonly Lock gate = new();
    private string last = "";

    private WorkerProcess(ProcessStartInfo start)
    {
        process = new() { StartInfo = start };
        process.Start();
        hearing = new(Hear) { IsBackground = true };
        hearing.Start();
    }

    /// <summary>The command's folder where this process is one of another's; else null.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(FolderVariable);

    /// <summary>The last line that it wrote to standard error.</summary>
    public string Last
    {
        get
        {
            lock (gate)
                return last;
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="folder">The command's folder.</param>
    public static WorkerProcess Start(string folder)
    {
        var start = ThisProgram.With(Environment.GetCommandLineArgs()[1..]);
        start.Environment[FolderVariable] = Path.GetFullPath(folder);
        return new(start);
    }

    /// <summary>Has it do one part.</summary>
    /// <param name="part">The part's number.</param>
    /// <param name="onNote">Told of how it goes.</param>
    /// <returns>What became of it; null where the process ended before.</returns>
    public string? Do(int part, Action<string> onNote)
    {
        try
        {
            process.StandardInput.WriteLine(part.ToString(CultureInfo.InvariantCulture));
            process.StandardInput.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null; // It is over, or was told to stop.
        }

        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Result))
                return line[1..];
            if (line.StartsWith(Note))
                onNote(line[1..]);
        }

        return null;
    }

    /// <summary>Asks it to stop.</summary>
    public void Stop()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is over.
        }
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public void Dispose()
    {
        Stop();
        process.WaitForExit();
        hearing.Join();
        process.Dispose();
    }

    private void Hear()
    {
        while (process.StandardError.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            lock (gate)
                last = line;
        }
    }
}

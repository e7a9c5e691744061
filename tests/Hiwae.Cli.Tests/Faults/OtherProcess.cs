using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Hiwae.Cli.Tests.Faults;

/// <summary>The command line in a process of its own.</summary>
internal sealed partial class OtherProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Thread hearing;
    private readonly Lock lines = new();
    private readonly System.Text.StringBuilder error = new();
    private int epoch;

    private OtherProcess(ProcessStartInfo start)
    {
        process = new() { StartInfo = start };
        process.Start();

        // A thread of its own: the pool that tests share may be busy for longer than an epoch takes.
        hearing = new(Hear) { IsBackground = true };
        hearing.Start();
        output = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Starts it.</summary>
    public static OtherProcess Start(params string[] args) => new(Information("dotnet", [typeof(OtherProcess).Assembly.Location, .. args]));

    /// <summary>Starts it where no file may be larger than some kibibytes: to a program that is a full disk.</summary>
    public static OtherProcess StartWithSmallFiles(int kibibytes, params string[] args)
    {
        // The runtime keeps two views of its own code in what counts as a file.
        var start = Information("bash", ["-c", $"trap '' XFSZ; ulimit -f {kibibytes}; exec dotnet \"$@\"", "bash", typeof(OtherProcess).Assembly.Location, .. args]);
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return new(start);
    }

    /// <summary>The last epoch that it reported; 0 where none ended.</summary>
    public int Epoch
    {
        get
        {
            lock (lines)
                return epoch;
        }
    }

    /// <summary>Waits for the end of an epoch.</summary>
    public void WaitForEpoch(int number) => Assert.True(SpinWait.SpinUntil(() => Epoch >= number || process.HasExited, Patience) && Epoch >= number, $"Epoch {number} did not end: {error}");

    /// <summary>Ends it as loss of power would, but for the disk's own memory.</summary>
    public void Kill()
    {
        process.Kill();
        AwaitEnd();
    }

    /// <summary>Waits for a line.</summary>
    public void WaitFor(string part) => Assert.True(
        SpinWait.SpinUntil(() => Says(part) || process.HasExited, Patience) && SpinWait.SpinUntil(() => Says(part), TimeSpan.FromSeconds(2)), $"It did not say '{part}': {error}");

    private bool Says(string part)
    {
        lock (lines)
            return error.ToString().Contains(part, StringComparison.Ordinal);
    }

    /// <summary>Asks it to stop, as the system does before it shuts down, and waits for its end.</summary>
    public void Terminate()
    {
        Assert.Equal(0, SendSignal(process.Id, 15)); // SIGTERM
        AwaitEnd();
    }

    /// <summary>Waits for its end.</summary>
    public Invocation End()
    {
        AwaitEnd();
        return new(process.ExitCode, output.Result, error.ToString());
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private static ProcessStartInfo Information(string program, string[] args) => new(program, args)
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    };

    private void AwaitEnd() => Assert.True(process.WaitForExit(Patience) && hearing.Join(Patience), $"It did not end: {error}");

    private void Hear()
    {
        while (process.StandardError.ReadLine() is { } line)
        {
            lock (lines)
            {
                error.AppendLine(line);
                if (Ended().Match(line) is { Success: true } ended)
                    epoch = int.Parse(ended.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
            }
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);

    [GeneratedRegex(@"epoch (\d+) of \d+: bound")]
    private static partial Regex Ended();
}

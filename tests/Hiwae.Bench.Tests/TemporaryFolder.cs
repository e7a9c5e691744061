namespace Hiwae.Bench.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("hiwae-bench-").FullName;

    /// <summary>Writes an executable shell script, and gives its path.</summary>
    public string Script(string name, string lines)
    {
        var file = Path.Combine(path, name);
        File.WriteAllText(file, $"#!/bin/sh\n{lines}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }

    public void Dispose() => Directory.Delete(path, recursive: true);
}

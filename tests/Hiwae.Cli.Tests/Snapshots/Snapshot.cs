using System.Runtime.CompilerServices;

namespace Hiwae.Cli.Tests.Snapshots;

/// <summary>
/// Compares a text with the approved one, by the convention of Verify: <c>Name.verified.txt</c> beside this file, and on a
/// difference <c>Name.received.txt</c> next to it, to be looked at and renamed.
/// </summary>
internal static class Snapshot
{
    public static void Matches(string received, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", name);
        var (verified, different) = (path + ".verified.txt", path + ".received.txt");
        if (File.Exists(verified) && File.ReadAllText(verified) == received)
        {
            File.Delete(different);
            return;
        }

        File.WriteAllText(different, received);
        Assert.Fail($"{Path.GetFileName(verified)} differs from what was received; compare {different} with it, and rename if it is right.");
    }
}

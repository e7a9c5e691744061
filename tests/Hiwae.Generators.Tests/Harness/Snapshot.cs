using System.Runtime.CompilerServices;

namespace Hiwae.Generators.Tests.Harness;

/// <summary>
/// Compares a text with the approved one, by the convention of Verify: <c>Name.verified.cs</c> beside the test, and on a
/// difference <c>Name.received.cs</c> next to it, to be looked at and renamed.
/// </summary>
internal static class Snapshot
{
    public static void Matches(string received, string name, string extension = "cs", [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, name);
        var verified = $"{path}.verified.{extension}";
        var receivedPath = $"{path}.received.{extension}";
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (received == expected)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"{Path.GetFileName(verified)} differs from what was received; compare {receivedPath} with it, and rename if it is right.");
    }
}

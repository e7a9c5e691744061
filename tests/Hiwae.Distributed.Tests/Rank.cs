namespace Hiwae.Distributed.Tests;

/// <summary>What a launcher starts of the tests.</summary>
internal static class Rank
{
    public static int Main(string[] args) => args.Length;
}

namespace Hiwae.Runtime.Tests;

/// <summary>Random numbers for tests.</summary>
internal static class Numbers
{
    /// <summary>About standard normal.</summary>
    public static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}

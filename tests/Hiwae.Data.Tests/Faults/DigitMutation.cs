namespace Hiwae.Data.Tests.Faults;

/// <summary>Damage that leaves text a text: what it says is wrong.</summary>
internal static class DigitMutation
{
    /// <summary>A copy with one to three other digits among the first.</summary>
    public static byte[] Of(byte[] whole, Random random)
    {
        byte[] bytes = [.. whole];
        int[] places = [.. Enumerable.Range(0, bytes.Length).Where(i => bytes[i] is >= (byte)'0' and <= (byte)'9').Take(200)];
        for (var faults = 1 + random.Next(3); faults > 0 && places.Length > 0; faults--)
            bytes[places[random.Next(places.Length)]] = (byte)('0' + random.Next(10));
        return bytes;
    }
}

namespace Hiwae.Data.Formats.Matlab;

/// <summary>The check sum at the end of zlib data (RFC 1950).</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    // As many bytes as the second sum takes before it exceeds 32 bits.
    private const int Step = 5552;

    /// <summary>The sum of bytes that follow others.</summary>
    /// <param name="sum">The sum of the others; 1 where there are none.</param>
    /// <param name="bytes">The bytes.</param>
    public static uint Add(uint sum, ReadOnlySpan<byte> bytes)
    {
        var (a, b) = (sum & 0xFFFF, sum >> 16);
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(Step, bytes.Length)..])
        {
            foreach (var value in bytes[..Math.Min(Step, bytes.Length)])
            {
                a += value;
                b += a;
            }

            (a, b) = (a % Modulus, b % Modulus);
        }

        return (b << 16) | a;
    }
}

using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;
using Hiwae.Cli.Pictures;
using Tensorboard;

namespace Hiwae.Cli.History;

/// <summary>
/// A file of events as TensorBoard reads it: records of a length, its checksum, a message <c>Event</c> and its checksum. The messages are the tensor engine's; its own writer takes ticks for
/// seconds, and opens the file anew for each number.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class EventFile(string path)
{
    /// <summary>How names of such files begin.</summary>
    public const string Prefix = "events.out.tfevents.";

    private const string Version = "brain.Event:2";
    private const uint Mask = 0xa282ead8;

    private static int made;

    /// <summary>The path.</summary>
    public string Path => path;

    /// <summary>A new file, of a name that no other has.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="now">The time that goes into the name: files are read in the order of their names.</param>
    /// <param name="step">The step that the run is taken up at: what earlier files say of it and of later ones is forgotten. Null for a run from its beginning.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static EventFile Begin(string folder, DateTimeOffset now, long? step = null)
    {
        var host = string.Concat(Environment.MachineName.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'));
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{Prefix}{now.ToUnixTimeSeconds():D10}.{host}.{Environment.ProcessId}.{Interlocked.Increment(ref made) - 1}");
        var file = new EventFile(System.IO.Path.Combine(folder, name));
        file.Write(
        [
            new Event { WallTime = Seconds(now), FileVersion = Version },
            .. step is { } from ? [new Event { WallTime = Seconds(now), Step = from, SessionLog = new() { Status = SessionLog.Types.SessionStatus.Start } }] : Array.Empty<Event>(),
        ]);
        return file;
    }

    /// <summary>Adds what is known at a step.</summary>
    /// <param name="step">The epoch.</param>
    /// <param name="time">The moment.</param>
    /// <param name="scalars">By name; those that are null are left out.</param>
    /// <param name="pictures">By name.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(long step, DateTimeOffset time, IEnumerable<(string Tag, double? Value)> scalars, IEnumerable<(string Tag, Picture Picture)> pictures)
    {
        var summary = new Summary();
        foreach (var (tag, value) in scalars)
        {
            if (value is { } number)
                summary.Value.Add(new Summary.Types.Value { Tag = tag, SimpleValue = (float)number });
        }

        foreach (var (tag, picture) in pictures)
        {
            summary.Value.Add(new Summary.Types.Value
            {
                Tag = tag,
                Image = new()
                {
                    Height = picture.Height,
                    Width = picture.Width,
                    Colorspace = 3, // red, green and blue
                    EncodedImageString = ByteString.CopyFrom(picture.ToPng()),
                },
            });
        }

        Write([new Event { WallTime = Seconds(time), Step = step, Summary = summary }]);
    }

    /// <summary>The checksum of the format: CRC-32C, rotated and shifted, since a checksum of what has checksums in it says little.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return BitOperations.RotateRight(~crc, 15) + Mask;
    }

    private void Write(IEnumerable<Event> events)
    {
        var records = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        foreach (var happening in events)
        {
            var message = happening.ToByteArray();
            BinaryPrimitives.WriteUInt64LittleEndian(number, (ulong)message.Length);
            records.Write(number);
            WriteChecksum(records, number);
            records.Write(message);
            WriteChecksum(records, message);
        }

        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        stream.Write(records.GetBuffer().AsSpan(0, (int)records.Length)); // At once: a reader sees whole records.
    }

    private static void WriteChecksum(Stream stream, ReadOnlySpan<byte> bytes)
    {
        Span<byte> checksum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Checksum(bytes));
        stream.Write(checksum);
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}

namespace Hiwae.Data.Formats;

/// <summary>A stream to be read once, with a check sum of what was read of it.</summary>
/// <param name="inner">The stream.</param>
/// <param name="start">The sum of no bytes.</param>
/// <param name="add">The sum with bytes that follow.</param>
internal sealed class SumStream(Stream inner, uint start, SumStream.Adding add) : Stream
{
    /// <summary>The sum of bytes that follow others.</summary>
    internal delegate uint Adding(uint sum, ReadOnlySpan<byte> bytes);

    /// <summary>The sum of what was read.</summary>
    public uint Sum { get; private set; } = start;

    /// <summary>The number of bytes that were read.</summary>
    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Count; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Sum = add(Sum, buffer[..read]);
        Count += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Whether there is no byte more.</summary>
    public bool IsAtEnd() => Read(stackalloc byte[1]) == 0;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

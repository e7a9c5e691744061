namespace Hiwae.Checkpoints;

/// <summary>Where a tensor lies in a safetensors file.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">Its elements.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Begin">Its first byte, from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
public sealed record SafetensorsSlot(string Name, SafetensorsType Type, ImmutableArray<long> Shape, long Begin, long End)
{
    /// <summary>The number of bytes.</summary>
    public long Length => End - Begin;
}

namespace Hiwae;

/// <summary>An image as a vector: channel after channel, row after row.</summary>
public sealed class FlattenAttribute : LayerAttribute;

namespace Hiwae.Networks;

/// <summary>One parent at the input of a dense network.</summary>
/// <param name="Size">The parent's number of values.</param>
/// <param name="Gain">Scales the initial weights from this parent; a small one makes the network start out nearly ignoring it.</param>
public readonly record struct Input(int Size, double Gain = 1);

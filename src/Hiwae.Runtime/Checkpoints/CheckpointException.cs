namespace Hiwae.Checkpoints;

/// <summary>A checkpoint that cannot be read, or that does not fit its model. The message says what to do.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);

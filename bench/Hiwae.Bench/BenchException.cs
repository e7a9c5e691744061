namespace Hiwae.Bench;

/// <summary>A measurement that is not possible, or not valid; the message says why and what to do.</summary>
internal sealed class BenchException(string message) : Exception(message);

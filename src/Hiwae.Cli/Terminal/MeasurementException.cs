namespace Hiwae.Cli.Terminal;

/// <summary>A measurement that is not a finite number. The message says what to do.</summary>
internal sealed class MeasurementException(string message) : Exception(message);

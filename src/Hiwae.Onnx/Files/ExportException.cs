namespace Hiwae.Onnx;

/// <summary>A network, or a part of one, that has no form as an ONNX file. The message says which, why, and what to do.</summary>
/// <param name="message">One or two sentences.</param>
public sealed class ExportException(string message) : Exception(message);

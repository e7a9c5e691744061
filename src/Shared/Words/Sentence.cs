namespace Hiwae.Words;

/// <summary>A sentence.</summary>
internal static class Sentence
{
    /// <summary>A text with one full stop at its end: messages of the system have one, or none.</summary>
    public static string Of(string text) => text.TrimEnd('.') + ".";
}

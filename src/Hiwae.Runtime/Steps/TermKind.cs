namespace Hiwae.Steps;

/// <summary>How a term enters the log weights. Numbered as in the native library.</summary>
public enum TermKind
{
    /// <summary>Subtracted: a factor of q.</summary>
    Subtracted,

    /// <summary>Added: a factor of p or r.</summary>
    Added,

    /// <summary>Added, whatever the temperature: a factor of p of what is observed, or a target.</summary>
    Observed,
}

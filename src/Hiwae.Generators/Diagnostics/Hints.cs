namespace Hiwae.Generators.Diagnostics;

/// <summary>What a diagnostic carries, beside its message, for the code fix that mends it. This file is compiled into both assemblies.</summary>
internal static class Hints
{
    /// <summary>The key of the names, or the number, to be written, as they are written in code, joined by commas.</summary>
    public const string Names = "Names";
}

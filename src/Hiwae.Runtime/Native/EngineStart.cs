namespace Hiwae.Native;

/// <summary>The way in which the tensor engine's native libraries come into this process.</summary>
public abstract record EngineStart
{
    private EngineStart()
    {
    }

    /// <summary>As the package has them.</summary>
    /// <param name="Reason">Why nothing else is needed, as a clause.</param>
    public sealed record Plain(string Reason) : EngineStart;

    /// <summary>From a copy that asks for less of an older C++ library.</summary>
    /// <param name="Library">The package's own file.</param>
    /// <param name="Copy">The file that is loaded instead of it.</param>
    /// <param name="Needed">The version that the package's file asks for.</param>
    /// <param name="Found">The newest version that is here.</param>
    /// <param name="FoundIn">The C++ library that has it.</param>
    public sealed record Copied(string Library, string Copy, string Needed, string Found, string FoundIn) : EngineStart;

    /// <summary>Not at all.</summary>
    /// <param name="Problem">The fault, as a sentence.</param>
    /// <param name="Remedy">The remedy, as a sentence.</param>
    public sealed record Failed(string Problem, string Remedy) : EngineStart;
}

/// <summary>The tensor engine cannot start.</summary>
/// <param name="failure">The fault and its remedy.</param>
public sealed class EngineException(EngineStart.Failed failure) : Exception($"{failure.Problem} {failure.Remedy}");

namespace Hiwae.Tests;

/// <summary>A test of what Windows has not: signals, pipes and devices among files, a shell. There it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public const string Reason = "It is about signals, pipes, devices or a shell, which Windows has not.";

    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? Reason : null;
}

/// <inheritdoc cref="UnixFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? UnixFactAttribute.Reason : null;
}

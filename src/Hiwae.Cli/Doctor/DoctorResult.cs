namespace Hiwae.Cli.Doctor;

/// <summary>What <c>doctor --json</c> prints.</summary>
internal sealed record DoctorResult(
    bool Ok, IReadOnlyList<DoctorFact> Facts, IReadOnlyList<DoctorFinding> Findings);

/// <summary>Something that was looked up.</summary>
internal sealed record DoctorFact(string Name, string Value);

/// <summary>Something that should be mended, or that is good to know.</summary>
/// <param name="Severity"><c>missing</c> or <c>advice</c>.</param>
/// <param name="Problem">What is the matter.</param>
/// <param name="Remedy">The command that mends it.</param>
internal sealed record DoctorFinding(string Severity, string Problem, string Remedy);

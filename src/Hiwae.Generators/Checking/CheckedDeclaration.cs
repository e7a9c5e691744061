using Hiwae.Generators.Declarations;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Checking;

/// <summary>A declaration after checking: a plan, or the reasons why there is none.</summary>
/// <param name="Plan">What to emit; null where something is wrong.</param>
/// <param name="Findings">What is wrong; empty also where the compiler itself rejects the declaration.</param>
/// <param name="Outline">The record of a wrong declaration that can be given its members in outline; null for any other.</param>
internal sealed record CheckedDeclaration(Plan? Plan, EquatableArray<Finding> Findings, RecordIdentity? Outline = null)
{
    /// <summary>The record that code is emitted for, or null.</summary>
    public RecordIdentity? Emitted => Plan?.Record ?? Outline;
}

namespace Hiwae;

/// <summary>
/// On an auxiliary variable: it is drawn anew for each of the K samples, inside the plate, instead of once per datum.
/// This removes the coupling between the proposals and leaves a richer proposal.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PerSampleAttribute : Attribute;

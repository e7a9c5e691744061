namespace Hiwae;

/// <summary>
/// A deterministic variable: the output of a network, computed once and shared by every factor that has it as a parent,
/// such as the encoder's context. It needs no <see cref="ShapeAttribute"/>: its shape is what the network gives.
/// </summary>
/// <typeparam name="TNetwork">A record with a <see cref="NetworkAttribute"/>.</typeparam>
/// <param name="parents">Names of the variables that it is computed from, by <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FeatureAttribute<TNetwork>(params string[] parents) : Attribute
    where TNetwork : class
{
    /// <summary>The variables that it is computed from, in the order of the network's input.</summary>
    public string[] Parents => parents;

    /// <summary>One more variable that it is computed from, by <c>nameof</c>: it scales and shifts the network's conditioned layers.</summary>
    public string? Context { get; set; }
}

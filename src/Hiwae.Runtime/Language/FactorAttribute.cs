namespace Hiwae;

/// <summary>What the three kinds of factor have in common: parents, and the network that maps them to the density's parameters.</summary>
/// <param name="parents">Names of the variables that the factor is conditioned on, by <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class FactorAttribute(params string[] parents) : Attribute
{
    /// <summary>The variables conditioned on, in the order of the network's input.</summary>
    public string[] Parents => parents;

    /// <summary>Widths of the hidden layers; empty for a linear map from the parents to the density's parameters.</summary>
    public int[] Hidden { get; set; } = [];

    /// <summary>The nonlinearity after each hidden layer.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>
    /// A declared network (<see cref="NetworkAttribute"/>) in place of <see cref="Hidden"/>. One that ends in a vector is
    /// followed by a linear output layer; one that ends in an image is the density's parameters itself.
    /// </summary>
    public Type? Net { get; set; }

    /// <summary>One more variable conditioned on, by <c>nameof</c>: it scales and shifts the network's conditioned layers.</summary>
    public string? Context { get; set; }

    /// <summary>Without parents: learn the density's parameters instead of fixing it at its standard form.</summary>
    public bool Learned { get; set; }
}

namespace Hiwae;

/// <summary>What the three kinds of factor have in common: parents, and the dense network that maps them to the density's parameters.</summary>
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

    /// <summary>Without parents: learn the density's parameters instead of fixing it at its standard form.</summary>
    public bool Learned { get; set; }
}

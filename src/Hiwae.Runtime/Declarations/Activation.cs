namespace Hiwae;

/// <summary>The nonlinearity between the layers of a dense trunk.</summary>
public enum Activation
{
    /// <summary>tanh(a), as in Burda et al. (2016).</summary>
    Tanh,

    /// <summary>max(a, 0).</summary>
    Relu,

    /// <summary>a for a &gt; 0, else exp(a) − 1.</summary>
    Elu,

    /// <summary>log(1 + exp(a)).</summary>
    Softplus,

    /// <summary>1 / (1 + exp(−a)).</summary>
    Sigmoid,
}

namespace Hiwae;

/// <summary>The nonlinearity after a layer.</summary>
public enum Activation
{
    /// <summary>tanh(a), as in Burda et al. (2016).</summary>
    Tanh,

    /// <summary>max(a, 0).</summary>
    Relu,

    /// <summary>a for a &gt; 0, else exp(a) − 1 (Clevert et al. 2016).</summary>
    Elu,

    /// <summary>log(1 + exp(a)).</summary>
    Softplus,

    /// <summary>1 / (1 + exp(−a)).</summary>
    Sigmoid,

    /// <summary>a Φ(a), Φ the standard normal distribution function (Hendrycks and Gimpel 2016).</summary>
    Gelu,

    /// <summary>a / (1 + exp(−a)), also called swish.</summary>
    Silu,

    /// <summary>a for a &gt; 0, else a / 100.</summary>
    LeakyRelu,

    /// <summary>a: no nonlinearity.</summary>
    Identity,

    /// <summary>sign(a) log(1 + |a|), called symlog (Hafner et al. 2023): a near zero, and far out as small as its logarithm.</summary>
    Symlog,
}

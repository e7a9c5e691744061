using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>
/// How far a network starts from the plain importance-weighted autoencoder: with small gains z0 is nearly ignored by
/// the proposals and r nearly equals q0, so that log r − log q0 is nearly zero and the first step is IWAE's.
/// </summary>
public static class Initialisation
{
    /// <summary>Gain of the weights through which a proposal sees an auxiliary variable.</summary>
    public const double AuxiliaryInput = 0.1;

    /// <summary>Gain of the output layer of an auxiliary variable's q and r: both start near the standard density.</summary>
    public const double AuxiliaryHead = 0.1;

    /// <summary>The part of a distinct head's initial weights that is its own; the rest is common to all heads.</summary>
    public const double HeadSpread = 0.1;

    /// <summary>Gain of the weights through which a context scales a conditioned layer: 1 + U c starts near 1.</summary>
    public const double ContextScale = 0.1;

    /// <summary>Standard deviation of the raw parameters of a learned mixture, so that its components start apart.</summary>
    public const double ComponentSpread = 0.25;
}

/// <summary>Uniform initialisation of Glorot and Bengio (2010), from a given noise.</summary>
internal static class Glorot
{
    /// <summary>A weight [outputs, inputs], uniform in ±gain · √(6 / (inputs + outputs)).</summary>
    public static Tensor Weight(long outputs, long inputs, Noise noise, long? fanIn = null)
    {
        ParameterRoom.CheckLayer(outputs, inputs, noise.DType);
        var limit = Math.Sqrt(6.0 / ((fanIn ?? inputs) + outputs));
        return (noise.Uniform(outputs, inputs) * (2 * limit)) - limit;
    }

    /// <summary>Windows [outputs, channels, kernel, kernel]; each position of a window counts as an input and as an output.</summary>
    public static Tensor Kernel(long outputs, long channels, long kernel, Noise noise, long fanIn)
    {
        ParameterRoom.CheckLayer(outputs, channels * kernel * kernel, noise.DType);
        var limit = Math.Sqrt(6.0 / ((fanIn + outputs) * kernel * kernel));
        return (noise.Uniform(outputs, channels, kernel, kernel) * (2 * limit)) - limit;
    }

    /// <summary>A parameter that outlives the scope it was made in.</summary>
    public static Parameter AsParameter(this Tensor value)
    {
        var parameter = new Parameter(value.detach().clone());
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}

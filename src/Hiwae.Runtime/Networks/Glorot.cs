using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>Uniform initialisation of Glorot and Bengio (2010), from a given noise.</summary>
internal static class Glorot
{
    /// <summary>A weight [outputs, inputs], uniform in ±gain · √(6 / (inputs + outputs)).</summary>
    public static Tensor Weight(long outputs, long inputs, Noise noise, long? fanIn = null)
    {
        var limit = Math.Sqrt(6.0 / ((fanIn ?? inputs) + outputs));
        return (noise.Uniform(outputs, inputs) * (2 * limit)) - limit;
    }

    /// <summary>Windows [outputs, channels, kernel, kernel]; each position of a window counts as an input and as an output.</summary>
    public static Tensor Kernel(long outputs, long channels, long kernel, Noise noise, long fanIn)
    {
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

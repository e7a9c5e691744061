using static TorchSharp.torch;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>Data for a declaration: values in the support of each density, masks with holes, and in the holes no number.</summary>
internal sealed class RandomData(Noise noise, RandomModel declared)
{
    public Observation Observation(ModelDescription description, int batch)
    {
        var values = description.Data.ToDictionary(variable => variable.Name, variable => Of(variable, batch));
        foreach (var variable in description.Observed.Where(variable => variable.Mask is not null))
            values[variable.Name] = where(Spread(values[variable.Mask!], variable.Size).gt(0), values[variable.Name], full_like(values[variable.Name], double.NaN));
        return description.Data.Any() ? new([.. description.Data.Select(variable => values[variable.Name])]) : Hiwae.Observation.Nothing(batch);
    }

    /// <summary>Values of an observed or a given variable, [batch, size].</summary>
    public Tensor Of(VariableDescription variable, int batch)
    {
        var uniform = noise.Uniform(batch, variable.Size);
        if (declared.Variables.Any(other => other.Mask == variable.Name))
            return uniform.gt(0.4).to_type(noise.DType);
        if (variable.Factors.IsEmpty)
            return noise.Normal(batch, variable.Size);
        return variable.Factors[0].Support switch
        {
            Support.Binary => uniform.gt(0.5).to_type(noise.DType),
            Support.UnitInterval => (uniform * 0.8) + 0.1,
            Support.Positive => uniform + 0.1,
            Support.Count => (uniform * 4).floor(),
            Support.OneHot => OneHot(uniform, Math.Max(1, variable.Steps)),
            Support.EightBit => (uniform * 255).round() / 255,
            _ => noise.Normal(batch, variable.Size),
        };
    }

    /// <summary>A single one in each step.</summary>
    private Tensor OneHot(Tensor uniform, int steps)
    {
        var each = uniform.reshape(uniform.shape[0], steps, -1);
        return each.eq(each.amax([-1], true)).to_type(noise.DType).reshape(uniform.shape);
    }

    /// <summary>A mask of steps for all values of each.</summary>
    private static Tensor Spread(Tensor mask, long size) => mask.shape[1] == 1 || mask.shape[1] == size ? mask : mask.repeat_interleave(size / mask.shape[1], 1);
}

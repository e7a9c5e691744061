namespace Hiwae.Laws.Cases;

/// <summary>Random data for any model.</summary>
internal static class RandomData
{
    /// <summary>Values from the support of each observed variable's density, masks in which two of three values are present, and normal values where anything may be given.</summary>
    public static Observation Of(ModelDescription model, long count, Noise noise) => model.Data.Any()
        ? new([.. model.Data.Select(variable => Values(model, variable, count, noise))])
        : Observation.Nothing(count);

    /// <summary>One datum of some, [1, size].</summary>
    public static Observation At(this Observation data, long position) => data.Narrow(position, 1);

    /// <summary>One datum many times.</summary>
    public static Observation Repeated(this Observation datum, long count) => datum.Values.IsDefaultOrEmpty
        ? Observation.Nothing(count)
        : new([.. datum.Values.Select(value => value.repeat(count, 1))]);

    private static Tensor Values(ModelDescription model, VariableDescription variable, long count, Noise noise)
    {
        if (model.IsMask(variable))
            return noise.Uniform(count, variable.Size).lt(2.0 / 3).to_type(noise.DType);
        if (variable.Role == Role.Given)
            return IsChoice(model, variable) ? (noise.Uniform(count, variable.Size) * 4).floor() : noise.Normal(count, variable.Size);
        return OfSupport(SupportOf(variable), variable, count, noise);
    }

    /// <summary>A target may choose by what is given; small whole numbers are as good as any where it does not.</summary>
    private static bool IsChoice(ModelDescription model, VariableDescription variable) =>
        model.Variables.Any(v => v.Role == Role.Latent && v.Factors.Any(f => f.Kind == FactorKind.P && f.IsTarget && f.Conditions.Contains(variable.Name)));

    private static Support SupportOf(VariableDescription variable) => variable.Factors.First(f => f.Kind == FactorKind.P).Support;

    public static Tensor OfSupport(Support support, VariableDescription variable, long count, Noise noise)
    {
        var size = variable.Size;
        return support switch
        {
            Support.Real => noise.Normal(count, size),
            Support.Binary => noise.Uniform(count, size).lt(0.5).to_type(noise.DType),
            Support.UnitInterval => (noise.Uniform(count, size) * 0.98) + 0.01,
            Support.Positive => noise.Normal(count, size).exp(),
            Support.OneHot => OneHot(noise.Uniform(count, Math.Max(1, variable.Steps), size / Math.Max(1, variable.Steps))).to_type(noise.DType).reshape(count, size),
            Support.Count => (noise.OpenUniform(count, size).log() * -2).floor(),
            Support.EightBit => (noise.Uniform(count, size) * 256).floor() / 255,
            _ => throw new NotSupportedException($"{variable.Name} has the support {support}, from which no random data are made; pass LawOptions.Data."),
        };
    }

    /// <summary>A single one at the largest of the last dimension.</summary>
    private static Tensor OneHot(Tensor values) => nn.functional.one_hot(values.argmax(-1), values.shape[^1]);
}

namespace Hiwae.Runtime.Tests.Laws;

/// <summary>Random data for the linear-Gaussian models.</summary>
internal static class RandomData
{
    /// <summary>Standard normal values, and masks in which two of three values are present.</summary>
    public static Observation Of(ModelDescription model, long count, Noise noise) => new(
    [
        .. model.Data.Select(variable => model.Variables.Any(other => other.Mask == variable.Name)
            ? noise.Uniform(count, variable.Size).lt(2.0 / 3).to_type(noise.DType)
            : noise.Normal(count, variable.Size)),
    ]);

    /// <summary>One datum of some, [1, size].</summary>
    public static Observation At(this Observation data, long position) => new([.. data.Values.Select(value => value.narrow(0, position, 1))]);

    /// <summary>One datum many times.</summary>
    public static Observation Repeated(this Observation datum, long count) => new([.. datum.Values.Select(value => value.repeat(count, 1))]);
}

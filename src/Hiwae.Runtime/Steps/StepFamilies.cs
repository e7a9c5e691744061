using System.Collections.Frozen;
using Hiwae.Programs;

namespace Hiwae.Steps;

/// <summary>What a step has to know of the densities that have a compiled form.</summary>
internal static class StepFamilies
{
    private static readonly FrozenDictionary<Type, StepFamily> Families = new Dictionary<Type, StepFamily>
    {
        [typeof(Normal)] = StepFamily.Normal,
        [typeof(SoftplusNormal)] = StepFamily.SoftplusNormal,
        [typeof(Bernoulli)] = StepFamily.Bernoulli,
        [typeof(Laplace)] = StepFamily.Laplace,
        [typeof(StudentT)] = StepFamily.StudentT,
        [typeof(Logistic)] = StepFamily.Logistic,
        [typeof(DiscretizedLogistic)] = StepFamily.DiscretizedLogistic,
        [typeof(Categorical)] = StepFamily.Categorical,
        [typeof(Beta)] = StepFamily.Beta,
        [typeof(ContinuousBernoulli)] = StepFamily.ContinuousBernoulli,
    }.ToFrozenDictionary();

    /// <summary>The family of a density type; null for one that has no compiled form.</summary>
    public static StepFamily? Of(Type density) => Families.TryGetValue(density, out var family) ? family : null;

    /// <summary>How many numbers of a raw output one value takes.</summary>
    public static int ParametersPerValue(this StepFamily family) => family switch
    {
        StepFamily.Bernoulli or StepFamily.Categorical or StepFamily.ContinuousBernoulli => 1,
        StepFamily.StudentT => 3,
        _ => 2,
    };

    /// <summary>What a draw needs, in the order in which the density itself draws it; nothing where a draw has no compiled form.</summary>
    public static ImmutableArray<NoiseKind> Noises(this StepFamily family) => family switch
    {
        StepFamily.Normal or StepFamily.SoftplusNormal => [NoiseKind.Normal],
        StepFamily.Laplace => [NoiseKind.OpenUniform, NoiseKind.OpenUniform],
        StepFamily.StudentT => [NoiseKind.OpenUniform, NoiseKind.Uniform],
        StepFamily.Logistic or StepFamily.ContinuousBernoulli => [NoiseKind.OpenUniform],
        _ => [],
    };
}

using Hiwae.Compilation;
using Hiwae.Programs;
using Hiwae.Tests;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Asserts what <see cref="PathAgreement"/> says, of networks and densities alone.</summary>
internal static class Agreement
{
    /// <inheritdoc cref="PathAgreement.Difference(Program, IEnumerable{ValueTuple{string, Tensor}}, Observation, int, long, Func{Noise, Tensor}, PathAgreement.Rounding)"/>
    /// <param name="plates">One group for each datum.</param>
    /// <param name="example">For messages.</param>
    public static void Holds(
        Program recording,
        IEnumerable<(string Name, Tensor Parameter)> parameters,
        Observation data,
        Plates plates,
        long seed,
        Func<Noise, Tensor> portable,
        object example) =>
        Nothing(PathAgreement.Difference(recording, parameters, data, plates.Samples, seed, portable, PathAgreement.Rounding.OfParts), example);

    /// <summary>Compares within rounding, relative to the largest number of all.</summary>
    public static void Close(Tensor expected, Tensor actual, string what, object example) => Nothing(
        PathAgreement.Difference(expected, actual, what, PathAgreement.Rounding.OfParts.Estimate, PathAgreement.Rounding.OfParts.Least), example);

    private static void Nothing(string? difference, object example) => Assert.True(difference is null, $"{difference} for {example}");
}

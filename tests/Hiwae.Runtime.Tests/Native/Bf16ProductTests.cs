using Hiwae.Compilation;
using Hiwae.Native;
using Hiwae.Runtime.Tests.Compilation;
using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Native;

/// <summary>Where there are products in bf16, and what is said where there are none.</summary>
public sealed class Bf16ProductTests
{
    [Fact]
    public void They_are_there_where_the_system_tells_of_the_instructions() => Assert.Equal(Bf16Machine.HasProducts, Bf16Product.Obstacle is null);

    [Theory]
    [InlineData(false, true, true, "Linux on x64")]
    [InlineData(true, false, false, "neither AVX512_BF16 nor AMX-BF16")]
    [InlineData(true, true, false, "gemm_bf16bf16f32_")]
    public void What_is_missing_is_named(bool isServed, bool hasInstructions, bool hasFunctions, string expected) =>
        Assert.Contains(expected, Bf16Product.ObstacleOf(isServed, hasInstructions, hasFunctions), StringComparison.Ordinal);

    [Fact]
    public void Where_nothing_is_missing_nothing_is_said() => Assert.Null(Bf16Product.ObstacleOf(isServed: true, hasInstructions: true, hasFunctions: true));

    [Fact]
    public void A_program_in_bf16_is_made_or_refused()
    {
        using var scope = NewDisposeScope();
        using var network = LinearIwae.CreateNetwork(Noise.FromSeed(1));
        var program = network.Record(isTraining: true);
        if (Bf16Machine.HasProducts)
        {
            using var step = new CompiledProgram(program, Precision.BFloat16);
            Assert.Same(program, step.Program);
        }
        else
        {
            Bf16Machine.Refuses(() => new CompiledProgram(program, Precision.BFloat16));
        }
    }
}

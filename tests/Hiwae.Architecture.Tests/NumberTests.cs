using Mono.Cecil.Cil;

namespace Hiwae.Architecture.Tests;

/// <summary>
/// What is calculated in a step takes no operator of TorchSharp that leaves a number to the garbage collector, which may let go of it while the engine reads it (docs/engine.md):
/// sums, which hide a 1, squares, which hide a 2, and products and quotients with numbers.
/// </summary>
public sealed class NumberTests
{
    private static readonly string[] Steps =
    [
        "Hiwae.Formulas.TensorReal", "Hiwae.Normal", "Hiwae.Gamma", "Hiwae.Mixture`1", "Hiwae.MixtureTensors", "Hiwae.MultivariateNormal", "Hiwae.LowRankMultivariateNormal`1",
        "Hiwae.Proposal`1", "Hiwae.Weighting", "Hiwae.StateSum", "Hiwae.Steps", "Hiwae.GradientTape", "Hiwae.FormulaTensors", "Hiwae.Training.AdamTensors",
    ];

    [Fact]
    public void Steps_keep_their_numbers_until_the_engine_has_read_them()
    {
        using var module = Sources.Module(Sources.Assembly("Hiwae.Runtime", "net10.0"));
        var types = module.GetTypes().Where(type => Steps.Contains(Outermost(type).FullName)).ToArray();
        Assert.Equal(Steps.Order(StringComparer.Ordinal), types.Select(type => Outermost(type).FullName).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(types.SelectMany(Lost));
    }

    [Fact]
    public void Generated_steps_keep_theirs()
    {
        using var module = Sources.Module(Sources.Assembly("Hiwae.Models", "net10.0"));
        var networks = module.GetTypes().Where(type => type.Name == "Network").ToArray();
        Assert.True(networks.Length > 20, $"{networks.Length}");
        Assert.Empty(networks.SelectMany(Lost));
    }

    /// <summary>The test can fail: where nothing is calculated in a step, operators are used as they are.</summary>
    [Fact]
    public void An_operator_is_found_where_it_is()
    {
        using var module = Sources.Module(Sources.Assembly("Hiwae.Runtime", "net10.0"));
        Assert.NotEmpty(Lost(module.GetType("Hiwae.Quadrature")));
    }

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<string> Lost(TypeDefinition type) =>
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode.FlowControl == FlowControl.Call && instruction.Operand is MethodReference called && IsLost(called)
        select $"{method.FullName}: {((MethodReference)instruction.Operand).FullName}";

    private static bool IsLost(MethodReference called) => called.DeclaringType.FullName == "TorchSharp.torch/Tensor" && called.Name switch
    {
        "op_Addition" => true,
        "op_Subtraction" or "op_Multiply" or "op_Division" => called.Parameters.Any(parameter => parameter.ParameterType.IsPrimitive),
        "add" or "add_" => called.Parameters.Count == 1,
        "square" => true,
        _ => false,
    };
}

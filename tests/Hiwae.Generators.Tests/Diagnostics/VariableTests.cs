using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

public class VariableTests
{
    private const string Latent = "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z";

    [Theory]
    [InlineData("{|HIW0004:int|} X")]
    [InlineData("{|HIW0004:string|} X")]
    [InlineData("{|HIW0004:Tensor?|} X")]
    [InlineData("{|HIW0004:Tensor[]|} X")]
    public void A_variable_is_a_tensor(string parameter)
    {
        Verify($"[Model] public partial record M([Shape(4), P<Bernoulli>(nameof(Z))] {parameter}, {Latent});");
        Verify($"[Model] public partial record M([Shape(4), P<Bernoulli>(nameof(Z))] Tensor X, {Latent});");
        Verify($"[Model] public partial record M([Shape(4), P<Bernoulli>(nameof(Z))] TorchSharp.torch.Tensor X, {Latent});");
    }

    [Fact]
    public void A_variable_has_a_shape()
    {
        Verify($"[Model] public partial record M([P<Bernoulli>(nameof(Z))] Tensor {{|HIW0005:X|}}, {Latent});");
        Verify($"[Model] public partial record M([{{|HIW0005:Shape()|}}, P<Bernoulli>(nameof(Z))] Tensor X, {Latent});");
        Verify($"[Model] public partial record M([Shape(1), P<Bernoulli>(nameof(Z))] Tensor X, {Latent});");
    }

    [Theory]
    [InlineData("{|HIW0006:0|}", "1")]
    [InlineData("1, {|HIW0006:-28|}, 28", "1, 28, 28")]
    [InlineData("{|HIW0006:0|}, {|HIW0006:0|}", "1, 1")]
    [InlineData("[4, {|HIW0006:0|}]", "[4, 1]")]
    [InlineData("new int[] { {|HIW0006:0|} }", "new int[] { 1 }")]
    [InlineData("new[] { {|HIW0006:0|} }", "new[] { 1 }")]
    public void Sizes_are_positive(string wrong, string right)
    {
        Verify($"[Model] public partial record M([Shape({wrong}), P<Bernoulli>(nameof(Z))] Tensor X, {Latent});");
        Verify($"[Model] public partial record M([Shape({right}), P<Bernoulli>(nameof(Z))] Tensor X, {Latent});");
    }

    [Theory]
    [InlineData("{|HIW0007:Shape(65536, 65536)|}", "Shape(65536, 32)")]
    [InlineData("{|HIW0007:Shape(int.MaxValue, int.MaxValue, int.MaxValue)|}", "Shape(int.MaxValue)")]
    public void Sizes_can_be_multiplied(string wrong, string right)
    {
        Verify($"[Model] public partial record M([{wrong}, P<Bernoulli>(nameof(Z))] Tensor X, {Latent});");
        Verify($"[Model] public partial record M([{right}, P<Bernoulli>(nameof(Z))] Tensor X, {Latent});");
    }

    [Fact]
    public void The_parameters_of_all_heads_are_counted()
    {
        const string model = "public partial record M([Shape(4), P<Bernoulli>(nameof(Z))] Tensor X, ";
        var reported = Verify("[Model(Samples = {|HIW0007:50|})] " + model + "[Shape(50000000), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z);");
        Assert.Contains("write a smaller number", reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Verify("[Model(Samples = 50)] " + model + "[Shape(50000000), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);");
    }

    [Theory]
    [InlineData("z")]
    [InlineData("Z_A", "ZA")]
    public void Names_differ_in_more_than_case(string second, string first = "Z")
    {
        var latent = $"[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor {first}, ";
        var collides = first == "Z";
        var marked = collides ? $"{{|HIW0034:{second}|}}" : second;
        Verify($"[Model] public partial record M([Shape(4), P<Bernoulli>(nameof({first}))] Tensor X, {latent}[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor {marked});");
    }
}

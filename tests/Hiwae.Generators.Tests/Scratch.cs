using System.Globalization;
using System.Text;
using Hiwae.Generators.Tests.Harness;

namespace Hiwae.Generators.Tests;

public class Scratch
{
    private const string X = "[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X";
    private const string Z = "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z";

    [Fact]
    public void Print()
    {
        string M(params string[] v) => $"[Model(Samples = 2)] public sealed partial record M({string.Join(", ", v)});";
        string[] cases =
        [
            M("[Shape(4), P<Bernoulli>(Z)] Tensor X", Z),
            M("[Shape(4), P<Bernoulli>(\"z\")] Tensor X", Z),
            M("[Shape(4), P<Bernoulli>(nameof(Zed))] Tensor X", Z),
            M("[P<Bernoulli>(nameof(Z))] Tensor X", Z),
            M("[Shape, P<Bernoulli>(nameof(Z))] Tensor X", Z),
            M("[Shape(4.5), P<Bernoulli>(nameof(Z))] Tensor X", Z),
            M("[Shape(4), P<Bernoulli>(nameof(Z))] float[] X", Z),
            M("[Shape(4), P<Bernoulli>(nameof(Z))] Tensor? X", Z),
            M("[Shape(4), P(nameof(Z))] Tensor X", Z),
            M("[Shape(4), P<Gaussian>(nameof(Z))] Tensor X", Z),
            M("[Shape(4), P<Bernoulli>(nameof(Z)), P<Normal>(nameof(Z))] Tensor X", Z),
            M("[Shape(4), P<My>(nameof(Z))] Tensor X", Z) + " [Density(Support.Real, 1)] public readonly struct My : IDensity<My> { public static Tensor Mean(Tensor raw) => raw; }",
            M("[Shape(4), P<My>(nameof(Z))] Tensor X", Z) + " [Density(Support.Real, 1)] public sealed class My { }",
            M("[Shape(4), P<My>(nameof(Z))] Tensor X", Z) + " public readonly struct My : IFormula<My> { }",
            M(X, Z).Replace("sealed partial record", "static partial class"),
            M(X, Z).Replace("partial record M(", "partial record M<T>("),
            M(X, Z).Replace("partial ", ""),
            M(X, Z).Replace("partial record", "partial record struct").Replace("sealed ", ""),
            M(X, Z).Replace("partial record", "partial class"),
            "public class Outer { " + M(X, Z).Replace("public", "private") + " }",
            "[Model] public sealed partial record M { [Shape(4), P<Bernoulli>(nameof(Z))] public Tensor X { get; init; } [Shape(2), P<Normal>, Q<Normal>(nameof(X))] public Tensor Z { get; init; } }",
            "[Model] public sealed partial record M;",
            M("[property: Shape(4), P<Bernoulli>(nameof(Z))] Tensor X", Z),
            M(X, "[Shape(2), Q<Normal>(nameof(X))] Tensor Z"),
            M(X, "[Shape(2), P<Normal>, Q<Bernoulli>(nameof(X))] Tensor Z"),
            M(X, "[Shape(2), P<Normal>(nameof(X)), Q<Normal>(nameof(X))] Tensor Z"),
            M(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = 100)] Tensor Z"),
            M(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [100, 0])] Tensor Z"),
            M(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(X), Net = Wide)] Tensor Z") + " [Network, Dense(3)] public sealed partial record Wide;",
            M(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(X), Net = typeof(Wide))] Tensor Z") + " [Dense(3)] public sealed partial record Wide;",
            M(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(X), Net = typeof(Widde))] Tensor Z") + " [Network, Dense(3)] public sealed partial record Wide;",
            M(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(X), Activation = \"relu\")] Tensor Z"),
            M(X, Z).Replace("Samples = 2", "K = 2"),
            M(X, Z).Replace("Samples = 2", "Samples = 2, Weights = \"Balance\""),
            M(X, Z).Replace("Samples = 2", "Samples = 2, Weights = Weights.Balance"),
            M(X, Z).Replace("[Model", "[Modle"),
            M(X, Z, "[Shape(2)] Tensor Y"),
            M(X, Z, "[Given] Tensor Y"),
            M("[Shape(4), P<Bernoulli>(nameof(Z), nameof(A))] Tensor X", "[Shape(2), P<Normal>, Q<Normal>(nameof(A), nameof(X))] Tensor Z", "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A"),
            M("[Shape(4), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z))] Tensor X", Z, "[Shape(4), P<Bernoulli>] Tensor Seen"),
            M("[Shape(4), P<Bernoulli>(nameof(Z1))] Tensor X", "[Shape(2), P<Normal>(nameof(Z2)), Q<Normal>(nameof(X))] Tensor Z1", "[Shape(2), P<Normal>(nameof(Z1)), Q<Normal>(nameof(Z1))] Tensor Z2"),
            M("[Shape(4), P<Categorical>(nameof(Z))] Tensor X", "[Shape(2), P<Categorical>, Q<Categorical>(nameof(X))] Tensor Z"),
            M("[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X", "[Shape(2), P<Normal>] [Q<Normal>(nameof(X))] Tensor Z").Replace("Tensor X", "Hiwae.Tensor X"),
        ];
        var text = new StringBuilder();
        foreach (var code in cases)
        {
            var generation = Generation.Run(Analysis.Preamble + code);
            text.AppendLine("## " + code);
            foreach (var one in generation.Diagnostics)
                text.AppendLine($"   {one.Id} {one.GetMessage(CultureInfo.InvariantCulture)}");
            foreach (var one in Analysis.Of(generation))
                text.AppendLine($"   {one.Severity} {one.Id} {one.GetMessage(CultureInfo.InvariantCulture)}");
        }

        File.WriteAllText("/tmp/h/gen30.txt", text.ToString());
    }
}

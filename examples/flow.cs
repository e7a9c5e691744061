// A prior that a flow bends to where the codes want to lie, and a picture of what it holds.
#:package Hiwae.Cli@0.1.0
#:package TorchSharp-cpu@0.107.0
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false

using Hiwae.Cli;

var run = Path.Combine("runs", $"flow-{DateTime.Now:yyyyMMdd-HHmmss}");
return Do("train", "bent", "--data", "glyphs", "--epochs", "3", "--test-samples", "100", "--out", run) ?? Do("plot", run, "prior") ?? 0;

int? Do(params string[] line) => HiwaeCommandLine.Run(Hiwae.DeclaredModels.All, line, "dotnet run flow.cs --") is var status and not 0 ? status : null;

/// <summary>Two numbers for an image, in whatever shape they fall.</summary>
[Model(Samples = 5)]
public sealed partial record Bent(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200])] Tensor X,
    [Shape(2), P<Normal>(Flow = typeof(Bend)), Q<Normal>(nameof(X), Hidden = [200])] Tensor Z);

/// <summary>Each number scales and shifts the other, by what a network says.</summary>
[Flow]
[Coupling(Hidden = [64]), Permute, Coupling(Hidden = [64]), Permute, Coupling(Hidden = [64])]
public sealed partial record Bend;

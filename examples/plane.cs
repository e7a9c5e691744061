// An autoencoder whose codes lie on a plane, and a picture of where the images went.
#:package Hiwae.Cli@0.1.0
#:package TorchSharp-cpu@0.107.0
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false

using Hiwae.Cli;

var run = Path.Combine("runs", $"plane-{DateTime.Now:yyyyMMdd-HHmmss}");
return Do("train", "plane", "--data", "glyphs", "--epochs", "3", "--test-samples", "100", "--out", run) ?? Do("plot", run, "latent") ?? 0;

int? Do(params string[] line) => HiwaeCommandLine.Run(Hiwae.DeclaredModels.All, line, "dotnet run plane.cs --") is var status and not 0 ? status : null;

/// <summary>Two numbers for an image.</summary>
[Model(Samples = 10)]
public sealed partial record Plane(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [200, 200])] Tensor Z);

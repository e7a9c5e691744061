// H-IWAE with five proposals: --data DIR with the four files of MNIST, or the built-in images.
#:package Hiwae.Cli@0.1.0
#:package TorchSharp-cpu@0.107.0
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false

using Hiwae.Cli;

var data = args is ["--data", var folder] ? folder : Environment.GetEnvironmentVariable("HIWAE_DATA") is { Length: > 0 } known ? known : "glyphs";
return HiwaeCommandLine.Run(
    Hiwae.DeclaredModels.All, ["train", "--data", data, "--epochs", "3", "--test-samples", "100"], "dotnet run mnist.cs --");

/// <summary>Distinct proposals that share one draw of z0, weighted by the balance heuristic (Huang et al. 2019).</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record SharedDraw(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
    [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0);

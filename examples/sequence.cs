// A recurrent autoencoder: an image as 28 rows, each with a latent variable, given what is kept of the rows before.
#:package Hiwae.Cli@0.1.0
#:package TorchSharp-cpu@0.107.0
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false

using Hiwae.Cli;

return HiwaeCommandLine.Run(
    Hiwae.DeclaredModels.All,
    args is [] ? ["train", "rows", "--data", "glyphs", "--epochs", "1", "--test-samples", "20"] : args,
    "dotnet run sequence.cs --");

/// <summary>A VRNN (Chung et al. 2015).</summary>
[Model(Samples = 5)]
public sealed partial record Rows(
    [Repeat(28), Shape(28), P<Bernoulli>(nameof(Z), Previous = [nameof(H)], Hidden = [64])] Tensor X,
    [Repeat(28), Shape(4), P<Normal>(Previous = [nameof(H)]), Q<Normal>(nameof(X), Previous = [nameof(H)], Hidden = [64])] Tensor Z,
    [Repeat(28), Shape(64), Feature<Memory>(nameof(X), nameof(Z), Previous = [nameof(H)])] Tensor H);

/// <summary>What is kept of the rows.</summary>
[Network]
[Dense(64)]
public sealed partial record Memory;

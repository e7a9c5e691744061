// Images given their label: what is given conditions both the images and the proposals.
#:package Hiwae.Cli@0.1.0
#:package TorchSharp-cpu@0.107.0
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false

using Hiwae.Cli;

var run = Path.Combine("runs", $"conditional-{DateTime.Now:yyyyMMdd-HHmmss}");
return Do("train", "labelled", "--data", "glyphs", "--epochs", "3", "--test-samples", "100", "--out", run) ?? Do("sample", run, "--count", "40", "--given", "10,11,12") ?? 0;

int? Do(params string[] line) => HiwaeCommandLine.Run(Hiwae.DeclaredModels.All, line, "dotnet run conditional.cs --") is var status and not 0 ? status : null;

/// <summary>The label is no part of what the model explains; it is there whenever an image is.</summary>
[Model(Samples = 5)]
public sealed partial record Labelled(
    [Shape(784), P<Bernoulli>(nameof(Z), nameof(Label), Hidden = [200])] Tensor X,
    [Shape(20), P<Normal>, Q<Normal>(nameof(X), nameof(Label), Hidden = [200])] Tensor Z,
    [Given, Shape(36)] Tensor Label);

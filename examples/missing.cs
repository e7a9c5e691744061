// A table whose cells are empty here and there: a mask says which, and the bound is of those that are known.
#:package Hiwae.Cli@0.1.0
#:package TorchSharp-cpu@0.107.0
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false

using Hiwae.Cli;

var random = new Random(1);
var folder = Directory.CreateTempSubdirectory("hiwae-").FullName;
var table = Path.Combine(folder, "people.csv");
File.WriteAllLines(table, Enumerable.Range(0, 1000).Select(_ => Row()).Prepend("height,weight,smoker"));
return HiwaeCommandLine.Run(
    Hiwae.DeclaredModels.All,
    ["train", "people", "--data", table, "--standardise", "--epochs", "60", "--test-samples", "200"],
    "dotnet run missing.cs --");

string Row()
{
    var tall = random.NextDouble();
    var (height, weight) = (155 + (35 * tall) + (4 * random.NextDouble()), 50 + (40 * tall) + (12 * random.NextDouble()));
    string Cell(string value) => random.NextDouble() < 0.2 ? "" : value;
    return FormattableString.Invariant($"{Cell($"{height:F0}")},{Cell($"{weight:F0}")},{(random.NextDouble() < 0.3 ? "yes" : "no")}");
}

/// <summary>Sizes, of which some are not known, and a yes or no.</summary>
[Model(Samples = 10)]
public sealed partial record People(
    [Shape(2), Column("height", "weight"), Mask(nameof(Known)), P<Normal>(nameof(Z), Hidden = [32])] Tensor Sizes,
    [Given, Shape(2)] Tensor Known,
    [Shape(1), Column("smoker"), P<Bernoulli>(nameof(Z))] Tensor Smoker,
    [Shape(1), P<Normal>, Q<Normal>(nameof(Sizes), nameof(Known), nameof(Smoker), Hidden = [32])] Tensor Z);

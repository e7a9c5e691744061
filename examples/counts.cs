// Counts: a log-linear factor model of how often things were bought together.
#:package Hiwae.Cli@0.1.0
#:package TorchSharp-cpu@0.107.0
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false

using Hiwae.Cli;

var random = new Random(1);
var table = Path.Combine(Directory.CreateTempSubdirectory("hiwae-").FullName, "baskets.csv");
File.WriteAllLines(table, Enumerable.Range(0, 2000).Select(_ => Basket()).Prepend("bread,butter,beer,crisps"));
return HiwaeCommandLine.Run(
    Hiwae.DeclaredModels.All, ["train", "baskets", "--data", table, "--epochs", "30", "--test-samples", "200"], "dotnet run counts.cs --");

string Basket()
{
    var (breakfast, party) = (random.NextDouble() * 2, random.NextDouble() * 2);
    return string.Join(',', new[] { breakfast, breakfast - 0.5, party + 0.3, party }.Select(logRate => Poisson(Math.Exp(logRate))));
}

int Poisson(double rate)
{
    var (count, product) = (0, random.NextDouble());
    for (var least = Math.Exp(-rate); product > least; count++)
        product *= random.NextDouble();
    return count;
}

/// <summary>Counts that scatter more than Poisson ones: their concentration is learned once for each.</summary>
[Model(Samples = 10)]
public sealed partial record Baskets(
    [Shape(4), Column("bread", "butter", "beer", "crisps"), P<NegativeBinomial>(nameof(Z), Scale = Scale.PerValue)] Tensor Counts,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Counts), Hidden = [32])] Tensor Z);

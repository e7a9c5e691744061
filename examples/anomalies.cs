// How likely is each of these? Trained on what is usual, the model says of what is not that it is unlikely.
#:package Hiwae.Cli@0.1.0
#:package TorchSharp-cpu@0.107.0
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false

using Hiwae.Cli;

var random = new Random(1);
var folder = Directory.CreateTempSubdirectory("hiwae-").FullName;
var (usual, seen, run) = (Path.Combine(folder, "usual.csv"), Path.Combine(folder, "seen.csv"), Path.Combine(folder, "run"));
File.WriteAllLines(usual, Enumerable.Range(0, 2000).Select(_ => Reading()).Prepend("load,heat,noise"));
File.WriteAllLines(seen, [.. Enumerable.Range(0, 5).Select(_ => Reading()).Prepend("load,heat,noise"), "0.9,30,40", "0.1,80,45"]);
return Do("train", "machine", "--data", usual, "--standardise", "--epochs", "60", "--test-samples", "100", "--out", run)
    ?? Do("score", run, "--data", seen, "--split", "all", "--out", Path.Combine(folder, "scores.csv"))
    ?? Show(Path.Combine(folder, "scores.csv"));

int? Do(params string[] line) => HiwaeCommandLine.Run(Hiwae.DeclaredModels.All, line, "dotnet run anomalies.cs --") is var status and not 0 ? status : null;

int Show(string scores)
{
    Console.WriteLine(File.ReadAllText(scores) + "The last two have heat that does not go with the load.");
    return 0;
}

// Heat and noise go with the load.
string Reading()
{
    var load = random.NextDouble();
    return FormattableString.Invariant($"{load:F2},{30 + (50 * load) + random.NextDouble():F1},{40 + (20 * load) + random.NextDouble():F1}");
}

/// <summary>Three readings of a machine.</summary>
[Model(Samples = 20)]
public sealed partial record Machine(
    [Shape(3), Column("load", "heat", "noise"), P<Normal>(nameof(Z), Hidden = [32])] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X), Hidden = [32])] Tensor Z);

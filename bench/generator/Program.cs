using System.Globalization;
using Hiwae.Bench.Generator;

const int models = 50;
const double limit = 2;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
var cost = GeneratorCost.Measure(models, references);
var cold = cost.Cold.TotalSeconds;
var broken = new List<string>();

Console.WriteLine($"{models} models, cold     {cold,7:F2} s    limit {limit:F2} s    {cost.Emitted.Count} files emitted");
Check(cold <= limit, $"a cold start takes more than {limit} s");
Check(cost.Emitted.Count == ManyModels.Files(models), $"{ManyModels.Files(models)} files should be emitted");
Report("edit inside a model", cost.Inside);
Check(cost.Inside.Reemitted.SequenceEqual([cost.Edited]), $"{cost.Edited} alone should be re-emitted");
Report("edit elsewhere", cost.Outside);
Check(cost.Outside.Reemitted.Count == 0, "nothing should be re-emitted after an edit elsewhere");

foreach (var what in broken)
    Console.Error.WriteLine("LIMIT BROKEN: " + what);
return broken.Count == 0 ? 0 : 1;

void Report(string what, EditCost edit) => Console.WriteLine(
    $"{what,-19} {edit.Median.TotalMilliseconds,7:F1} ms   first {edit.First.TotalMilliseconds:F1} ms   re-emitted: "
    + edit.Reemitted.Count switch
    {
        0 => "nothing",
        1 => edit.Reemitted[0],
        var count => $"{count} files",
    });

void Check(bool holds, string otherwise)
{
    if (!holds)
        broken.Add(otherwise);
}

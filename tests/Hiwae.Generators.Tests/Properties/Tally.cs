using System.Diagnostics;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>What became of how many declarations.</summary>
internal sealed class Tally(string what)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly SortedDictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly int[] verdicts = new int[Enum.GetValues<Verdict>().Length];

    public int this[Verdict verdict] => verdicts[(int)verdict];

    /// <summary>How many of those that run have no compiled step.</summary>
    public int Refused { get; private set; }

    public void Add(Judgement judgement)
    {
        verdicts[(int)judgement.Verdict]++;
        Refused += judgement.IsRefused ? 1 : 0;
        foreach (var id in judgement.Ids.Distinct())
            ids[id] = ids.GetValueOrDefault(id) + 1;
    }

    public override string ToString()
    {
        var reported = string.Join(", ", ids.Select(id => $"{id.Key} {id.Value}"));
        return $"{verdicts.Sum()} {what}: {this[Verdict.Runs]} compiled and run ({Refused} without a compiled step), {this[Verdict.Overflows]} of infinite numbers, {this[Verdict.TooLarge]} too large to run, {this[Verdict.Rejected]} rejected by the compiler, "
            + $"{this[Verdict.Reported]} reported{(ids.Count > 0 ? $" ({reported})" : "")}; {clock.Elapsed.TotalSeconds:F0} s";
    }
}

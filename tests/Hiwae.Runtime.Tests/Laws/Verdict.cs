namespace Hiwae.Runtime.Tests.Laws;

/// <summary>What a law found.</summary>
/// <param name="Statistic">What was measured.</param>
/// <param name="Threshold">What it may be at most.</param>
internal readonly record struct Verdict(double Statistic, double Threshold)
{
    public bool Holds => Statistic <= Threshold;

    public override string ToString() => FormattableString.Invariant($"statistic {Statistic:g6}, threshold {Threshold:g6}");
}

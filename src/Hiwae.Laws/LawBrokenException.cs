namespace Hiwae;

/// <summary>A model breaks a law; the message has the shrunk counterexample and what replays it.</summary>
public sealed class LawBrokenException : Exception
{
    internal LawBrokenException(ImmutableArray<LawResult> broken, string type)
        : base(Text(broken, type)) => Broken = broken;

    /// <summary>The laws that do not hold.</summary>
    public ImmutableArray<LawResult> Broken { get; }

    private static string Text(ImmutableArray<LawResult> broken, string type)
    {
        var first = broken[0];
        return string.Join(Environment.NewLine,
        [
            .. broken.Select(law => law.ToString()),
            $"Replay with Laws.Check<{type}>(new() {{ Seed = {first.Seed} }}), or with verify {first.Model} --seed {first.Seed} on the command line.",
        ]);
    }
}

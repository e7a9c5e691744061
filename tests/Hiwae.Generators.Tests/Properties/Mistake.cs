using FsCheck;
using FsCheck.Fluent;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>A valid declaration with one thing broken.</summary>
/// <param name="Model">What is left.</param>
/// <param name="What">What was done, in words.</param>
/// <param name="Ids">The diagnostics of which there must be exactly one; empty where anything may follow.</param>
internal sealed record Mistake(RandomModel Model, string What, params string[] Ids)
{
    public static Gen<Mistake> Any =>
        from model in Grammar.Valid
        from seed in Gen.Choose(0, int.MaxValue)
        select In(model, new Random(seed));

    /// <summary>One that is possible in this model.</summary>
    public static Mistake In(RandomModel model, Random random)
    {
        while (true)
        {
            var kinds = random.Next(2) == 0 ? Mistakes.Known : Damages.All;
            if (kinds[random.Next(kinds.Count)](model, random) is { } mistake)
                return mistake;
        }
    }

    /// <summary>What FsCheck prints of a counterexample.</summary>
    public override string ToString() => $"\n// {What}{(Ids.Length > 0 ? $": expected {string.Join(" or ", Ids)}" : "")}{Model}";
}

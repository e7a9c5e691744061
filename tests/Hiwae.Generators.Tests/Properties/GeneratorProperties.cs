using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Hiwae.Compilation;
using Hiwae.Generators.Tests.Harness;
using Xunit.Abstractions;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>
/// The generator is total: a declaration is reported, or it becomes code that compiles and runs as declared, on the
/// compiled path as on the portable one. A hundred random declarations of
/// each kind; two thousand where the environment variable HIWAE_SLOW is 1.
/// </summary>
public class GeneratorProperties(ITestOutputHelper output, GeneratorProperties.Console console) : IClassFixture<GeneratorProperties.Console>
{
    private const ulong Seed = 20190604;

    private static readonly int Tests = Environment.GetEnvironmentVariable("HIWAE_SLOW") == "1" ? 2000 : 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Stopwatch shrinking = new();

    private static Config Cases => Config.QuickThrowOnFailure
        .WithMaxTest(Tests)
        .WithQuietOnSuccess(true)
        .WithReplay(Microsoft.FSharp.Core.FSharpOption<Replay>.Some(new(new Rnd(Seed, 11), Microsoft.FSharp.Core.FSharpOption<int>.None)));

    [Fact]
    public void Valid_declarations_are_emitted_compile_without_a_warning_and_run_as_declared()
    {
        var tally = new Tally("valid declarations");
        Prop.ForAll(
            Arb.From(Grammar.Valid, model => Alike(Shrinking.Of(model), () => Judgement.Of(model, isValid: true))),
            model =>
            {
                var judgement = Judgement.Of(model, isValid: true);
                tally.Add(judgement);
                Assert.True(judgement.Verdict is Verdict.Runs or Verdict.Overflows, judgement.ToString());
            }).Check(Cases);
        Report(tally);
        Assert.True(tally[Verdict.Overflows] <= Math.Max(2, Tests / 50), "Too many declarations overflow.");
        Assert.True(tally.Refused <= Tests / 3, "Too many declarations have no compiled step.");
    }

    [Fact]
    public void One_mistake_gives_one_diagnostic_and_whatever_is_not_reported_runs()
    {
        var tally = new Tally("declarations with something broken");
        Prop.ForAll(
            Arb.From(Mistake.Any, mistake => Smaller(mistake)),
            mistake =>
            {
                var judgement = Judgement.Of(mistake.Model);
                tally.Add(judgement);
                Assert.True(IsRight(judgement, mistake), judgement.ToString());
            }).Check(Cases);
        Report(tally);
    }

    [Fact]
    public void Half_typed_code_makes_nothing_throw() => Prop.ForAll(
        (from model in Grammar.Valid
         from at in Gen.Choose(0, model.Code.Length - 1)
         from length in Gen.Choose(1, 40)
         select model.Code.Remove(at, Math.Min(length, model.Code.Length - at))).ToArbitrary(),
        code =>
        {
            var generation = Generation.Run(code);
            Assert.All(Analysis.Of(generation), diagnostic => Assert.StartsWith("HIW", diagnostic.Id, StringComparison.Ordinal));
        }).Check(Cases);

    private static bool IsRight(Judgement judgement, Mistake mistake) => mistake.Ids.Length > 0
        ? judgement.Verdict == Verdict.Reported && judgement.Ids.Length == 1 && mistake.Ids.Contains(judgement.Ids[0])
        : judgement.Verdict is Verdict.Runs or Verdict.Overflows or Verdict.TooLarge or Verdict.Reported or Verdict.Rejected;

    private IEnumerable<Mistake> Smaller(Mistake mistake) =>
        Alike(Shrinking.Of(mistake.Model), () => Judgement.Of(mistake.Model)).Select(model => mistake with { Model = model });

    /// <summary>Those that show the same defect, rather than a mistake that taking something away has made.</summary>
    /// <param name="smaller">What is smaller.</param>
    /// <param name="judge">Shows the defect; asked when something has failed, since FsCheck asks for what is smaller of every case.</param>
    private IEnumerable<RandomModel> Alike(IEnumerable<RandomModel> smaller, Func<Judgement> judge)
    {
        var shown = judge();
        foreach (var model in smaller.TakeWhile(_ => IsWorthShrinking()))
        {
            var judgement = Judgement.Of(model);
            if (judgement.Verdict == shown.Verdict && judgement.Ids.Order().SequenceEqual(shown.Ids.Order()) && Topic(judgement) == Topic(shown))
                yield return model;
        }
    }

    /// <summary>A small example is worth minutes, and not the half-hour that the smallest takes.</summary>
    private bool IsWorthShrinking()
    {
        shrinking.Start();
        return shrinking.Elapsed < Patience;
    }

    /// <summary>What a run is blamed for, without the names in it: a smaller model that fails in another way is no simpler example.</summary>
    private static string Topic(Judgement judgement) => judgement.Verdict == Verdict.Misbehaves ? judgement.Details[..Math.Min(judgement.Details.Length, 9)] : "";

    private void Report(Tally tally)
    {
        var text = $"{tally}; seed {Seed}";
        output.WriteLine(text);
        console.Say(text);
    }

    /// <summary>The runner's own channel, which reaches the console also where tests pass; xunit.runner.json opens it.</summary>
    public sealed class Console(IMessageSink messages)
    {
        public void Say(string text) => messages.OnMessage(new Xunit.Sdk.DiagnosticMessage(text));
    }
}

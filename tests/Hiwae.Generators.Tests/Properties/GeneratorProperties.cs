using FsCheck;
using FsCheck.Fluent;
using Hiwae.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Tests.Properties;

public class GeneratorProperties
{
    private static readonly Config Cases = Config.QuickThrowOnFailure
        .WithMaxTest(100)
        .WithReplay(Microsoft.FSharp.Core.FSharpOption<Replay>.Some(new(new Rnd(20190604, 11), Microsoft.FSharp.Core.FSharpOption<int>.None)));

    [Fact]
    public void Valid_declarations_are_emitted_and_compile_without_a_warning() => Prop.ForAll(
        Grammar.Valid.ToArbitrary(),
        model =>
        {
            var generation = Generation.Run(model.Code);
            Assert.Empty(Analysis.Of(generation.Output));
            Assert.NotEmpty(generation.Result.GeneratedSources);
            Assert.Empty(generation.Diagnostics);
        }).Check(Cases);

    [Fact]
    public void Whatever_is_declared_is_reported_or_compiles_without_a_warning() => Prop.ForAll(
        Arb.From(Grammar.Valid.SelectMany(Damage.Of), Damage.Shrink),
        model =>
        {
            var generation = Generation.Run(model.Code);
            var reported = Analysis.Of(generation.Output);
            Assert.All(reported, diagnostic => Assert.StartsWith("HIW", diagnostic.Id, StringComparison.Ordinal));
            if (reported.IsEmpty && generation.Result.GeneratedSources.IsEmpty)
            {
                // Such as two attributes where one is allowed: an error of the compiler's own.
                Assert.Contains(generation.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
                return;
            }

            Assert.Equal(reported.IsEmpty, !generation.Result.GeneratedSources.IsEmpty);
            Assert.Empty(generation.Diagnostics);
        }).Check(Cases);

    [Fact]
    public void Half_typed_code_makes_nothing_throw() => Prop.ForAll(
        (from model in Grammar.Valid
         from at in Gen.Choose(0, model.Code.Length - 1)
         from length in Gen.Choose(1, 40)
         select model.Code.Remove(at, Math.Min(length, model.Code.Length - at))).ToArbitrary(),
        code =>
        {
            var generation = Generation.Run(code);
            Assert.All(Analysis.Of(generation.Output), diagnostic => Assert.StartsWith("HIW", diagnostic.Id, StringComparison.Ordinal));
        }).Check(Cases);
}

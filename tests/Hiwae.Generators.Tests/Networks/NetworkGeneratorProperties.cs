using FsCheck;
using FsCheck.Fluent;
using Hiwae.Generators.Model;
using Hiwae.Generators.Tests.Harness;
using Hiwae.Shapes;

namespace Hiwae.Generators.Tests.Networks;

public class NetworkGeneratorProperties
{
    private const int Cases = 100;

    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue);

    [Fact]
    public void What_is_read_is_what_is_written() => Holds(Seeds, seed =>
    {
        var network = RandomNetwork.Of(seed).Declaration.Layers;
        var read = DeclaredNetworks.Parse(NetworkCode.Of(RandomNetwork.Of(seed)), "Declared.N").Layers;

        Assert.Equal(network.Select(Written), read.Select(Written));
    });

    [Fact]
    public void Whatever_is_declared_is_reported_or_compiles_without_a_warning()
    {
        var emitted = 0;
        Holds(Seeds, seed =>
        {
            var whole = NetworkCode.Of(RandomNetwork.Of(seed));
            var generation = Generation.Run(seed % 3 == 0 ? whole : NetworkCode.Damaged(whole, seed));
            var reported = Analysis.Errors(generation);

            Assert.All(reported, diagnostic => Assert.StartsWith("HIW", diagnostic.Id, StringComparison.Ordinal));
            Assert.Equal(reported.IsEmpty, !generation.Result.GeneratedSources.IsEmpty);
            Assert.Empty(generation.Diagnostics);
            emitted += reported.IsEmpty ? 1 : 0;
        });
        Assert.InRange(emitted, Cases / 5, Cases * 4 / 5);
    }

    [Fact]
    public void Half_typed_code_makes_nothing_throw() => Holds(
        from seed in Seeds
        from start in Seeds
        from length in Gen.Choose(1, 30)
        select (seed, start, length),
        half =>
        {
            var code = NetworkCode.Of(RandomNetwork.Of(half.seed));
            var at = half.start % code.Length;
            var generation = Generation.Run(code.Remove(at, Math.Min(half.length, code.Length - at)));
            Assert.All(Analysis.Of(generation), diagnostic => Assert.StartsWith("HIW", diagnostic.Id, StringComparison.Ordinal));
        });

    /// <summary>A layer without what its attribute cannot say.</summary>
    private static LayerDeclaration Written(LayerDeclaration layer)
    {
        var hasActivation = layer.IsWeighted || layer.Kind is LayerKind.LayerNorm or LayerKind.BatchNorm or LayerKind.Activate;
        return hasActivation ? layer : layer with { Activation = new("Identity", true, false) };
    }

    private static void Holds<T>(Gen<T> values, Action<T> property) => Prop.ForAll(values.ToArbitrary(), property).Check(
        Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true).WithReplay(
            Microsoft.FSharp.Core.FSharpOption<Replay>.Some(new(new Rnd(20190604, 11), Microsoft.FSharp.Core.FSharpOption<int>.None))));
}

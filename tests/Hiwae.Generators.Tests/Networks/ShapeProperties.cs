using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Hiwae.Generators.Checking;
using Hiwae.Networks;
using Hiwae.Shapes;

namespace Hiwae.Generators.Tests.Networks;

public class ShapeProperties
{
    private const int Cases = 3000;

    private static readonly Gen<RandomNetwork> Networks = Gen.Choose(0, int.MaxValue).Select(RandomNetwork.Of);

    [Fact]
    public void The_compiler_and_the_runtime_agree_on_every_shape()
    {
        var accepted = 0;
        Holds(network =>
        {
            var runtime = AtRuntime(network);
            Assert.Equal(runtime is null, Compiled(network) is null);
            if (runtime is null)
                return;
            accepted++;
            Assert.Equal(runtime, Compiled(network));
            Assert.Equal(runtime.Length == 3, NetworkShapes.EndsInImage(network.Declaration.Layers.Select(layer => layer.Form())));
        });
        Assert.InRange(accepted, Cases / 5, Cases * 4 / 5);
    }

    [Fact]
    public void What_is_wrong_whatever_the_parents_is_wrong_for_any() => Holds(network =>
    {
        if (NetworkChecks.Check(network.Declaration).Count > 0)
            Assert.Null(AtRuntime(network));
    });

    [Fact]
    public void What_is_known_whatever_the_parents_is_so_for_any() => Holds(network =>
    {
        if (Compiled(network) is not { } shape)
            return;
        var alone = network.Declaration.Shapes().Shapes.Last();
        Assert.Equal(shape.Length, alone.Sizes.Count);
        for (var i = 0; i < shape.Length; i++)
            Assert.True(alone.Sizes[i].IsKnown ? alone.Sizes[i].AtLeast == shape[i] : alone.Sizes[i].AtLeast <= shape[i]);
    });

    private static void Holds(Action<RandomNetwork> property) => Prop.ForAll(Networks.ToArbitrary(), property).Check(
        Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true).WithReplay(
            Microsoft.FSharp.Core.FSharpOption<Replay>.Some(new(new Rnd(20190604, 11), Microsoft.FSharp.Core.FSharpOption<int>.None))));

    /// <summary>The output by the compiler's arithmetic, or null where it refuses.</summary>
    private static int[]? Compiled(RandomNetwork network) =>
        NetworkChecks.Check(network.Declaration).Count == 0
            ? network.Declaration.Shapes(network.Parents).Output?.ToInts()
            : null;

    /// <summary>The output by the runtime's, or null where it refuses.</summary>
    private static int[]? AtRuntime(RandomNetwork network)
    {
        try
        {
            ImmutableArray<Input> inputs = [.. network.Parents.Select(parent => new Input(shape: [.. parent.Shape]))];
            return [.. LayerShapes.Infer("n", inputs.AsSpan(), network.Layers).Last()];
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

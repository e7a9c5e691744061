using FsCheck;
using FsCheck.Fluent;

namespace Hiwae.Runtime.Tests;

/// <summary>Runs a property over random values from a fixed seed; FsCheck shrinks and prints what fails.</summary>
internal static class Property
{
    public static void Holds<T>(Gen<T> values, Action<T> property, int tests = 20, ulong seed = 20260101)
    {
        var replay = new Replay(new Rnd(seed, seed | 1), Microsoft.FSharp.Core.FSharpOption<int>.None);
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(tests)
            .WithReplay(Microsoft.FSharp.Core.FSharpOption<Replay>.Some(replay))
            .WithQuietOnSuccess(true);
        Check.One(config, Prop.ForAll(values.ToArbitrary(), property));
    }

    public static Gen<int> Seeds { get; } = Gen.Choose(0, 1_000_000_000);
}

using Hiwae.Compilation;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Compilation;

public sealed unsafe class RunRandomsTests
{
    [Fact]
    public void Threads_draw_what_operators_on_tensors_draw_in_any_parts() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var recorder = new Recorder([], isTraining: true);
        foreach (var kind in Enum.GetValues<NoiseKind>())
        {
            foreach (var level in Enum.GetValues<Level>())
                recorder.Random(kind, level, level == Level.Once ? 3 : 0, 5);
        }

        var program = recorder.Finish();
        var random = new Random(seed);
        var (batch, groups, samples, states) = (random.Next(1, 7), random.Next(1, 4), random.Next(1, 6), random.Next(1, 4));
        var (counter, copied) = (Noise.FromSeed(seed), new Disguised(Noise.FromSeed(seed)));
        for (var run = 0; run < 2; run++)
        {
            var (ours, theirs) = (RunRandoms.Of(program, counter, batch, groups, samples, states), RunRandoms.Of(program, copied, batch, groups, samples, states));
            foreach (var value in program.Randoms)
            {
                var all = value.Level switch
                {
                    Level.Once => value.Rows,
                    Level.Datum => batch,
                    Level.Group => batch * groups,
                    Level.State => batch * groups * samples * states,
                    _ => batch * groups * samples,
                };
                var first = random.Next(all);
                var rows = random.Next(1, all - first + 1);
                Assert.Equal(Numbers(theirs[value.Id]!, first, rows, value.Columns), Numbers(ours[value.Id]!, first, rows, value.Columns));
            }
        }
    });

    private static float[] Numbers(FillRows fill, long first, int rows, int columns)
    {
        var numbers = new float[rows * columns];
        fixed (float* to = numbers)
            fill(first, rows, to);
        return numbers;
    }
}

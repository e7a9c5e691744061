using System.Globalization;
using System.Runtime.InteropServices;
using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Tests;
using Hiwae.Training;

namespace Hiwae.Models.Tests;

/// <summary>The memory of a step as it is estimated before, and as it is.</summary>
public sealed class StepMemoryTests
{
    [TheoryOfPeaks]
    [InlineData("iwae", 100, 200, StepPath.Portable)]
    [InlineData("hiwae-exchangeable", 100, 200, StepPath.Portable)]
    [InlineData("hiwae-conv", 50, 5, StepPath.Portable)]
    [InlineData("hiwae", 100, 50, StepPath.Portable)]
    [InlineData("iwae", 100, 4000, StepPath.Compiled)]
    [InlineData("iwae", 2, 1_000_000, StepPath.Compiled)]
    public void What_a_step_takes_is_within_a_factor_of_two_of_the_estimate(string name, int batch, int samples, StepPath path) =>
        Catalogue.Find(name).Accept(new Measured(batch, samples, path));

    private sealed class TheoryOfPeaksAttribute : TheoryAttribute
    {
        public TheoryOfPeaksAttribute() => Skip = File.Exists("/proc/self/clear_refs") ? null : "This system does not tell the peak of a process's memory.";
    }

    private sealed record Measured(int Batch, int Samples, StepPath Path) : IModelVisitor<bool>
    {
        private const double Least = 40e6; // Buffers of any step, whatever its size.

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            using var data = DataSources.Load("glyphs");
            var options = new TrainingOptions { Samples = Samples, BatchSize = Batch, Step = Path };
            using var state = Trainer.Start<TModel>(options);
            var batch = DataBinding.Of(TModel.Description, data).Draw(data.Train, arange(Batch, dtype: ScalarType.Int64), Noise.FromSeed(2));

            // A first step gets what stays.
            Step(state, batch.Narrow(0, 1), options);
            var plan = options.Plan(state.Network, Batch);
            GC.Collect();
            Trim(0);
            var before = Status("VmRSS:");
            File.WriteAllText("/proc/self/clear_refs", "5");
            Step(state, batch, options);
            var taken = Status("VmHWM:") - before;
            Assert.InRange(taken + Least, (plan.Bytes + Least) / 2, (plan.Bytes + Least) * 2);
            return true;
        }

        /// <summary>As much of a step as there is time for: its peak is that of its first blocks.</summary>
        private static void Step<TModel>(TrainingState<TModel> state, Observation batch, TrainingOptions options) where TModel : class, IModel<TModel>
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                Trainer.Step(state, batch, options, new(stop.Token));
            }
            catch (OperationCanceledException)
            {
            }
        }

        private static double Status(string name) => 1024 * double.Parse(
            File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);

        [DllImport("libc", EntryPoint = "malloc_trim")]
        private static extern int Trim(nint keep);
    }
}

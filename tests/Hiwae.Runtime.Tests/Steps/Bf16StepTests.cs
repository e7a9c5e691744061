using Hiwae.Compilation;
using Hiwae.Programs;
using Hiwae.Runtime.Tests.Compilation;
using Hiwae.Runtime.Tests.Training;
using Hiwae.Tests;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Compiled steps with products in bf16.</summary>
public sealed class Bf16StepTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 1, BatchSize = 20, Seed = 7, Precision = Precision.BFloat16 };

    [Fact]
    public void Their_values_and_gradients_are_close_to_those_of_single_precision()
    {
        var models = new Close();

        foreach (var model in DeclaredModels.All)
            model.Accept(models);
        Assert.Equal(Bf16Machine.HasProducts, models.Compared > 30);
        Assert.True(models.HeadMaps > 0, "no model has a linear map of heads");
    }

    [Fact]
    public void Training_in_bf16_is_close_to_that_in_single_precision_and_evaluation_is_the_same()
    {
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        if (!Bf16Machine.HasProducts)
        {
            Bf16Machine.Refuses(() => Trainer.Start<TinyBalance>(data, Options));
            return;
        }

        double[] Bounds(Precision precision)
        {
            var options = Options with { Precision = precision };
            using var start = Trainer.Start<TinyBalance>(data, options);
            Assert.Equal(precision, options.Decide(start.Network).Precision);
            Assert.Equal(Precision.Float32, StepChoice.Decide(start.Network).Precision);
            return [.. Trainer.Run(start, data, options).Select(e => e.Event).OfType<TrainingEvent.StepTaken>().Select(e => e.Bound)];
        }

        var (single, half) = (Bounds(Precision.Float32), Bounds(Precision.BFloat16));
        Assert.NotEqual(single, half);
        Assert.All(single.Zip(half), pair => Assert.Equal(pair.First, pair.Second, 0.05));
    }

    [Fact]
    public void What_a_machine_lacks_is_named_with_the_remedy()
    {
        var error = Assert.Throws<ArgumentException>(
            () => TrainingPath.InBf16(new(true, "it can"), StepPath.Automatic, "tiny", "the processor has no such instructions"));
        Assert.Equal("tiny cannot be trained with precision bf16: the processor has no such instructions. Train with float32 instead.", error.Message);
        Assert.Equal(Precision.BFloat16, TrainingPath.InBf16(new(true, "it can"), StepPath.Automatic, "tiny", null).Precision);
    }

    [Fact]
    public void The_portable_path_has_no_other_precision()
    {
        using var scope = NewDisposeScope();
        var asked = Assert.Throws<ArgumentException>(() => Trainer.Start<TinyBalance>(Options with { Step = StepPath.Portable }));
        Assert.Contains("the portable path was asked for", asked.Message, StringComparison.Ordinal);
        Assert.Contains("float32", asked.Message, StringComparison.Ordinal);
        var forced = Assert.Throws<ArgumentException>(() => Trainer.Start<TinyBalance>(Options with { FreeBits = 1 }));
        Assert.Contains("free bits", forced.Message, StringComparison.Ordinal);
        Assert.Contains("Train with float32", forced.Message, StringComparison.Ordinal);
    }

    private sealed class Close : IModelVisitor<bool>
    {
        private const double Tolerance = 0.05;

        public int Compared { get; private set; }

        public int HeadMaps { get; private set; }

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            using var network = TModel.CreateNetwork(Noise.FromSeed(5));
            network.train();
            var program = network.Record(isTraining: true);
            if (program.Refusal is not null)
                return false;
            HeadMaps += program.Operations.Count(operation => operation is Operation.HeadLinear);
            if (!Bf16Machine.HasProducts)
            {
                Bf16Machine.Refuses(() => new CompiledProgram(program, Precision.BFloat16));
                return true;
            }

            var data = RandomData.Of(TModel.Description, 9, Noise.FromSeed(6));
            var (single, half) = (Run(Precision.Float32), Run(Precision.BFloat16));
            Assert.Equal(single.Count, half.Count);

            // Where an estimate is infinite there is no gradient to compare.
            if (!single["log ŵ"].isfinite().all().ToBoolean())
                return false;
            Compared++;

            // The rate of a count is e to the power of a product.
            var tolerance = TModel.Description.Factors.Any(factor => factor.Support == Support.Count) ? 3 * Tolerance : Tolerance;
            foreach (var (name, expected) in single)
            {
                var (off, size) = ((half[name] - expected).abs().max().ToDouble(), expected.abs().max().ToDouble());
                Assert.True(off <= tolerance * Math.Max(size, 0.01), $"{TModel.Description.Name}: {name} is off by {off}, of at most {size}");
            }

            return true;

            Dictionary<string, Tensor> Run(Precision precision)
            {
                using var step = new CompiledProgram(program, precision);
                var estimates = tensor(step.WriteGradients(data, network.Samples, Noise.FromSeed(7), 1));
                var results = network.named_parameters().Where(p => p.parameter.grad is not null).ToDictionary(p => p.name, p => p.parameter.grad!.clone());
                results["log ŵ"] = estimates;
                results["log ŵ alone"] = tensor(step.Estimates(data, 3, network.Samples, Noise.FromSeed(7)));
                return results;
            }
        }
    }
}

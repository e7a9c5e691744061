using System.Diagnostics;
using System.Runtime.InteropServices;
using Hiwae.Compilation;
using Hiwae.Tests;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Steps by operators on tensors while another thread collects garbage without pause: no number is let go of while the engine reads it.</summary>
public sealed class CollectionTests
{
    private static readonly StepDecision Portable = new(false, "that was asked for");

    [Fact]
    public void A_step_reads_no_number_that_a_collection_may_take_away()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
                GC.Collect(0);
        });
        collector.Start();
        try
        {
            var steps = new Steps();

            // Collections slow everything down, so that not every model has its turn.
            foreach (var (index, model) in DeclaredModels.All.Index())
            {
                if (index % 10 == 0)
                    model.Accept(steps);
            }

            Assert.True(steps.Taken > 50, $"{steps.Taken}");
            Assert.Empty(steps.Lost);
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }

    private sealed class Steps : IModelVisitor<bool>
    {
        public int Taken { get; private set; }

        public SortedDictionary<string, int> Lost { get; } = [];

        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            using var network = TModel.CreateNetwork(Noise.FromSeed(1));
            network.train();
            var data = RandomData.Of(TModel.Description, 2, Noise.FromSeed(2));
            var clock = Stopwatch.StartNew();
            while (clock.ElapsedMilliseconds < 2000)
            {
                foreach (var gradient in PathAgreement.Estimators(TModel.Description))
                {
                    try
                    {
                        network.WriteGradients(data, Noise.FromSeed(3), Portable, gradient);
                        Taken++;
                    }
                    catch (ExternalException error)
                    {
                        var place = (error.StackTrace ?? "").Split('\n').Where(line => !line.Contains("CheckForErrors", StringComparison.Ordinal)).Take(3);
                        var text = string.Join(" <- ", place.Select(line => line.Trim()));
                        Lost[text] = Lost.GetValueOrDefault(text) + 1;
                    }
                }
            }

            return true;
        }
    }
}

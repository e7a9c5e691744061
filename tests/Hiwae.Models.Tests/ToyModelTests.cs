using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Tests;
using Hiwae.Training;

namespace Hiwae.Models.Tests;

/// <summary>The models of densities on the plane.</summary>
public sealed class ToyModelTests
{
    public static TheoryData<string> Names => [.. Catalogue.Toys.Select(m => m.Description.Name)];

    /// <summary>Under the maximum heuristic log ŵ may be −∞, and has no gradient.</summary>
    public static TheoryData<string> Trainable =>
        [.. Catalogue.Toys.Where(m => m.Description.Weights != Weights.Maximum).Select(m => m.Description.Name)];

    [Theory, MemberData(nameof(Trainable))]
    public void Both_paths_give_the_same_bound_and_gradients_on_every_target(string name) => Catalogue.Find(name).Accept(new Agrees());

    [Theory, MemberData(nameof(Trainable))]
    public void Each_model_learns_with_any_number_of_proposals(string name) => Catalogue.Find(name).Accept(new Learns());

    [Theory, MemberData(nameof(Names))]
    public void The_mean_of_the_estimate_is_the_normaliser(string name) => Catalogue.Find(name).Accept(new Unbiased());

    [Theory, MemberData(nameof(Names))]
    public void A_model_of_no_images_says_so(string name)
    {
        using var data = DataSources.Load("glyphs");
        var fault = Assert.Throws<ArgumentException>(() => DataBinding.Of(Catalogue.Find(name).Description, data));
        Assert.Equal($"{name} has no observed variable: it infers a target as it stands, and takes no data. Train it with observations of its given variables.", fault.Message);
    }

    private sealed class Agrees : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            var rows = (arange(37, dtype: ScalarType.Float32) % ToyTarget.Names.Length).view(-1, 1);
            Assert.Null(PathAgreement.Difference<TModel>(rows, seed: 3));
            Assert.Null(PathAgreement.Difference<TModel>(rows, seed: 4, samples: 3));
            return true;
        }
    }

    private sealed class Learns : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            foreach (var samples in new[] { 1, 3 })
            {
                var options = new TrainingOptions { Epochs = 200, Samples = samples, LearningRate = 0.01 };
                using var start = Trainer.Start<TModel>(options);
                Assert.Equal(samples, start.Network.Samples);
                var rows = ToyTarget.Rows(ToyTarget.Names.IndexOf("four-modes"), 100);
                double[] bounds = [.. Enumerable.Range(0, options.Epochs).Select(step => Trainer.Step(start with { Step = step }, rows, options).Bound)];

                // Measured: from about −4 to −1.5 and above; the truth is 0, and one batch misses its mean by a few tenths.
                Assert.InRange(bounds[^20..].Average(), bounds[..5].Average() + 0.5, 0.2);
            }

            return true;
        }
    }

    private sealed class Unbiased : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            using var constant = no_grad();
            using var network = TModel.CreateNetwork(Noise.FromSeed(2), 4);
            for (var index = 0; index < ToyTarget.Names.Length; index++)
            {
                // What a standard normal proposal covers: elsewhere the few draws that matter are too few for a test of the mean.
                if (ToyTarget.Names[index] is not ("moons" or "four-modes"))
                    continue;
                using var inner = NewDisposeScope();
                var ratios = (network.LogEstimate(ToyTarget.Rows(index, 100_000), 4, Noise.FromSeed(2)).to_type(ScalarType.Float64) - ToyTargets.All[index].LogNormaliser).exp();
                var error = ratios.std().ToDouble() / Math.Sqrt(ratios.shape[0]);

                // From above five standard errors: a false alarm in less than a millionth of all seeds. From below less can be said, since the largest
                // ratios of r to q0 are too rare to be drawn; a lost log K or a lost factor is still far outside.
                Assert.InRange(ratios.mean().ToDouble(), 0.5, 1 + (5 * error));
                Assert.InRange(error, 0, 0.2);
            }

            return true;
        }
    }
}

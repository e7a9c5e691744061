using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Tests;
using Hiwae.Training;

namespace Hiwae.Models.Tests;

/// <summary>Every model of images has a compiled step, and that does what the portable path does.</summary>
public sealed class CompiledStepTests
{
    public static TheoryData<string> Names => [.. Catalogue.OfImages.Select(m => m.Description.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Both_paths_give_the_same_bound_and_gradients_on_glyphs(string name) => Catalogue.Find(name).Accept(new Agrees());

    private sealed class Agrees : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            using var network = TModel.CreateNetwork(Noise.FromSeed(1));
            Assert.True(StepChoice.Decide(network, isTraining: true).IsCompiled);
            using var data = DataSources.Load("glyphs");
            var binding = DataBinding.Of(TModel.Description, data with { Train = Digits(data.Train), Validation = Digits(data.Validation), Test = Digits(data.Test) }, missing: 0);

            // Not a multiple of anything, so that the last block of data is smaller than the others.
            var batch = binding.Draw(binding.Data.Train, arange(37, dtype: ScalarType.Int64), Noise.FromSeed(2));
            Assert.Null(PathAgreement.Difference<TModel>(batch, seed: 3));
            return true;
        }

        /// <summary>With letters there would be more classes than cond-hiwae knows.</summary>
        private static DataSplit Digits(DataSplit set)
        {
            var rows = set.Labels!.lt(10).nonzero().squeeze(-1);
            return set.Select(rows);
        }
    }
}

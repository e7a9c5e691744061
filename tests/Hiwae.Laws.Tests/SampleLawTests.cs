namespace Hiwae.Verification.Tests;

/// <summary>Every linear-Gaussian model satisfies every law that applies to it, as a user's model is put to them.</summary>
public sealed class SampleLawTests
{
    public static TheoryData<string> Models => [.. Structures.All.Select(m => m.Name)];

    [Theory, MemberData(nameof(Models))]
    public void Every_realisation_satisfies_the_laws(string model) => Structures.Find(model).Accept(new PerRealisation());

    [Theory]
    [InlineData("linear-balance")]
    [InlineData("linear-masked-parent")]
    [InlineData("linear-own-reverse")]
    [InlineData("linear-deep-learned")]
    [InlineData("linear-mixture-maximum")]
    [InlineData("linear-posteriors")]
    [InlineData("linear-conditional")]
    public void A_model_as_a_whole_is_verified(string model) => Structures.Find(model).Accept(new Whole());

    private sealed class PerRealisation : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            LawOptions options = new();
            foreach (var law in Suite.Of<TModel>(options).Where(law => !law.IsStatistical))
            {
                var result = Suite.Verify(new Subject<TModel>(), law, options);
                Assert.True(result.Outcome != LawOutcome.Broken, result.ToString());
            }

            return true;
        }
    }

    private sealed class Whole : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            Laws.Check<TModel>();
            var results = Laws.Verify<TModel>(new() { Tests = 1, Seed = 2 });
            Assert.Equal(Suite.Of<TModel>(new()).Select(law => law.Name), results.Select(result => result.Name));
            Assert.All(results, result => Assert.Equal(result.Outcome == LawOutcome.DoesNotApply, result.Reason is not null));
            Assert.Contains(results, result => result is { Name: "total-probability", Outcome: LawOutcome.Holds });
            Assert.Contains(results, result => result is { Name: "same-mean", Outcome: LawOutcome.Holds });
            return true;
        }
    }
}

namespace Hiwae.Laws.Tests;

/// <summary>
/// An estimator that is documented as unbiased has the mean of the reparameterised one at every parameter, over 200,000 draws; each test's
/// false-alarm rate is 1e-6, shared by the parameters.
/// </summary>
public sealed class GradientLawTests
{
    private static readonly Effort Effort = new(0, 0, GradientBatches: 100, GradientRows: 2000);

    public static TheoryData<string, int> Doubly => Structures.With(
        Structures.All.Where(m => m.DoublyObstacle is null),
        Structures.IsSlow ? Structures.Samples : [3]);

    public static TheoryData<string> Every => [.. Structures.All.Select(m => m.Name)];

    [Theory, MemberData(nameof(Doubly))]
    public void Doubly_reparameterised_gradients_are_unbiased(string model, int samples) =>
        Structures.Find(model).Accept(new SameMean(Gradient.DoublyReparameterised, samples));

    [Theory, MemberData(nameof(Every))]
    public void Sticking_the_landing_is_unbiased_for_one_sample(string model) =>
        Structures.Find(model).Accept(new SameMean(Gradient.StickingTheLanding, 1));

    [Theory, InlineData(typeof(LinearExchangeable)), InlineData(typeof(LinearOwnReverse)), InlineData(typeof(LinearLearned)), InlineData(typeof(LinearDeepUniform))]
    public void The_square_of_the_weight_on_everything_is_found_to_be_biased(Type model) =>
        DeclaredModels.All.Single(m => m.Accept(new TypeOf()) == model).Accept(new Overweighted());

    [Theory, InlineData(typeof(LinearBalance)), InlineData(typeof(LinearDecoupled)), InlineData(typeof(LinearMixture)), InlineData(typeof(LinearChain))]
    public void The_square_of_the_weight_is_found_to_be_biased_under_balance_weights(Type model) =>
        DeclaredModels.All.Single(m => m.Accept(new TypeOf()) == model).Accept(new Forgetful());

    [Fact]
    public void Sticking_the_landing_is_found_to_be_biased_for_several_samples()
    {
        var verdict = Compare(new Subject<LinearIwae>(), Gradient.StickingTheLanding, samples: 5);
        Assert.False(verdict.Holds, verdict.ToString());
    }

    private static Verdict Compare<TModel>(Subject<TModel> subject, Gradient gradient, int samples) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var trial = Structures.Trial(seed: 11, samples, subject);
        return GradientLaw.Compare(trial, trial.Bounded(), trial.Data(1), gradient, Effort);
    }

    private sealed record SameMean(Gradient Gradient, int Samples) : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            var verdict = Compare(new Subject<TModel>(), Gradient, Samples);
            Assert.True(verdict.Holds, $"{TModel.Description.Name}, K = {Samples}: {verdict}; {verdict.Detail}");
            return true;
        }
    }

    private sealed class Overweighted : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            var verdict = Compare(new SquaredOnEverything<TModel>(samples: 3), Gradient.DoublyReparameterised, samples: 3);
            Assert.False(verdict.Holds, $"{TModel.Description.Name}: {verdict}");
            return true;
        }
    }

    private sealed class Forgetful : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            var verdict = Compare(new Uncompared<TModel>(), Gradient.DoublyReparameterised, samples: 3);
            Assert.False(verdict.Holds, $"{TModel.Description.Name}: {verdict}");
            return true;
        }
    }

    private sealed class Uncompared<TModel> : Subject<TModel> where TModel : class, IModel<TModel>
    {
        public override GradientTape Tape(Gradient gradient) =>
            gradient == Gradient.DoublyReparameterised ? new ForgettingTape() : base.Tape(gradient);
    }

    private sealed class TypeOf : IModelVisitor<Type>
    {
        public Type Visit<TModel>() where TModel : class, IModel<TModel> => typeof(TModel);
    }

    private sealed class SquaredOnEverything<TModel>(int samples) : Subject<TModel> where TModel : class, IModel<TModel>
    {
        public override GradientTape Tape(Gradient gradient) =>
            gradient == Gradient.DoublyReparameterised ? new SquaredTape(samples) : base.Tape(gradient);
    }
}

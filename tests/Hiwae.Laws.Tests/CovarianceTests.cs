namespace Hiwae.Laws.Tests;

/// <summary>Models with covariances keep the laws.</summary>
public sealed class CovarianceTests
{
    [Theory]
    [InlineData(typeof(LinearCovarianceIwae))]
    [InlineData(typeof(LinearLowRankIwae))]
    [InlineData(typeof(LinearCovarianceBalance))]
    [InlineData(typeof(LinearLowRankBalance))]
    [InlineData(typeof(Correlated))]
    [InlineData(typeof(CorrelatedChain))]
    public void Models_keep_the_laws(Type model) => DeclaredModels.All.Single(entry => entry.Accept(new TypeOf()) == model).Accept(new Lawful());

    private sealed class Lawful : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            ModelLaws.Check<TModel>();
            return true;
        }
    }

    private sealed class TypeOf : IModelVisitor<Type>
    {
        public Type Visit<TModel>() where TModel : class, IModel<TModel> => typeof(TModel);
    }
}

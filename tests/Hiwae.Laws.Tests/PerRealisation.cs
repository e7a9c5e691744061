namespace Hiwae.Laws.Tests;

/// <summary>A model satisfies the laws of each realisation.</summary>
internal sealed class PerRealisation : IModelVisitor<bool>
{
    public bool Visit<TModel>() where TModel : class, IModel<TModel>
    {
        LawOptions options = new() { Tests = 5 };
        foreach (var law in Suite.Of<TModel>(options).Where(law => !law.IsStatistical))
        {
            var result = Suite.Verify(new Subject<TModel>(), law, options);
            Assert.True(result.Outcome != LawOutcome.Broken, result.ToString());
        }

        return true;
    }
}

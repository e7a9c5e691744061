namespace Hiwae;

/// <summary>Something to do with a model of any type.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface IModelVisitor<out TResult>
{
    /// <summary>Called with the model's own type.</summary>
    TResult Visit<TModel>() where TModel : class, IModel<TModel>;
}

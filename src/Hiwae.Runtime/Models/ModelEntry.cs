namespace Hiwae;

/// <summary>A model in a catalogue: its description, and the way back to its static type.</summary>
public abstract class ModelEntry
{
    private ModelEntry()
    {
    }

    /// <summary>The graph.</summary>
    public abstract ModelDescription Description { get; }

    /// <summary>The entry of a model.</summary>
    public static ModelEntry Of<TModel>() where TModel : class, IModel<TModel> => new Entry<TModel>();

    /// <summary>Calls the visitor with the model as type argument.</summary>
    public abstract TResult Accept<TResult>(IModelVisitor<TResult> visitor);

    private sealed class Entry<TModel> : ModelEntry where TModel : class, IModel<TModel>
    {
        public override ModelDescription Description => TModel.Description;

        public override TResult Accept<TResult>(IModelVisitor<TResult> visitor) => visitor.Visit<TModel>();
    }
}

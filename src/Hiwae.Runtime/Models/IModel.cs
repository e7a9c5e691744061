namespace Hiwae;

/// <summary>
/// A declared model. The generator implements it on every record with a <see cref="ModelAttribute"/>; a value of the
/// record is a joint sample, its parameters the variables.
/// </summary>
/// <remarks>
/// A value that a network returns is the caller's to dispose of, or belongs to the scope in which it was asked for. Disposing of it releases all of its tensors. Those of data
/// are views: what the network was given stays with who gave it. A copy by <c>with</c> has the same tensors.
/// </remarks>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IModel<TSelf> : IDisposable where TSelf : class, IModel<TSelf>
{
    /// <summary>The graph: variables, factors, plates and shapes.</summary>
    static abstract ModelDescription Description { get; }

    /// <summary>A freshly initialised network with one submodule per factor that has parameters.</summary>
    /// <param name="noise">Draws the initial weights; its device and element type become the network's.</param>
    /// <param name="samples">K; the declared number where null.</param>
    /// <param name="heads">S, as many distinct heads and learned weights there will be; the declared number where null, and where that does not say as many as samples.</param>
    /// <exception cref="ArgumentException">K or S is not positive, K is no multiple of S, or heads are asked for where none are distinct.</exception>
    static abstract ModelNetwork<TSelf> CreateNetwork(Noise noise, int? samples = null, int? heads = null);

    /// <summary>
    /// The values in the order of declaration: [batch, samples, size] in the sample plate, which latent variables are in, auxiliaries that are
    /// drawn per sample, and features of either; else [batch, size]. Data are as they were passed, or as declared, [batch, …shape], where they were
    /// generated.
    /// </summary>
    IReadOnlyList<Tensor> Variables { get; }
}

/// <summary>Something to do with a model of any type.</summary>
/// <typeparam name="TResult">The result of a visit.</typeparam>
public interface IModelVisitor<out TResult>
{
    /// <summary>Called with the model's own type.</summary>
    TResult Visit<TModel>() where TModel : class, IModel<TModel>;
}

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

namespace Hiwae.Verification;

/// <summary>A law: a statement about every model, parameter and datum that it applies to, and how one case is judged.</summary>
/// <typeparam name="TModel">The model that it is put to.</typeparam>
/// <param name="Name">As it is printed.</param>
/// <param name="Judge">Judges one case.</param>
internal sealed record Law<TModel>(string Name, Func<Trial<TModel>, Verdict> Judge) where TModel : class, IModel<TModel>
{
    /// <summary>Why it says nothing about the model, as a clause; null where it does.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Whether it is about means: such a law costs many draws, and fails by chance at a stated rate.</summary>
    public bool IsStatistical { get; init; }

    /// <summary>K where the law is about one; else it is drawn with the case.</summary>
    public int? Samples { get; init; }
}

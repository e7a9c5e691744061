namespace Hiwae.Data;

/// <summary>Where images come from.</summary>
public abstract record DataSource
{
    private DataSource()
    {
    }

    private protected abstract DataSource Self { get; }

    /// <summary>One case for each kind of source.</summary>
    public TResult Match<TResult>(Func<BuiltIn, TResult> builtIn, Func<Folder, TResult> folder) => Self switch
    {
        BuiltIn source => builtIn(source),
        Folder source => folder(source),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Reads what a user wrote: <c>glyphs</c>, or else a folder.</summary>
    /// <exception cref="ArgumentException">Nothing is written.</exception>
    public static DataSource Parse(string text) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text) => throw new ArgumentException(
            "The data source is empty; name a folder with MNIST's four files, or the built-in set 'glyphs'."),
        DataSources.Glyphs => new BuiltIn(),
        _ => new Folder(text),
    };

    /// <summary>The built-in set of digits and letters.</summary>
    public sealed record BuiltIn : DataSource
    {
        private protected override DataSource Self => this;
    }

    /// <summary>A folder with files in MNIST's format.</summary>
    /// <param name="Path">The folder.</param>
    public sealed record Folder(string Path) : DataSource
    {
        private protected override DataSource Self => this;
    }
}

using Hiwae.Data.Assembly;
using Hiwae.Data.Glyphs;

namespace Hiwae.Data;

/// <summary>A source of data.</summary>
public abstract record DataSource
{
    private DataSource()
    {
    }

    private protected abstract DataSource Self { get; }

    /// <summary>One case for each kind of source.</summary>
    public TResult Match<TResult>(Func<BuiltIn, TResult> builtIn, Func<Files, TResult> files) => Self switch
    {
        BuiltIn source => builtIn(source),
        Files source => files(source),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Reads what a user wrote: <c>glyphs</c>, or else a path.</summary>
    /// <exception cref="ArgumentException">Nothing is written.</exception>
    public static DataSource Parse(string text) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text) => throw new ArgumentException(
            "The data source is empty; name a folder or a file with data, or the built-in set 'glyphs'."),
        DataSources.Glyphs => new BuiltIn(),
        _ => new Files(text),
    };

    /// <summary>The built-in set of digits and letters.</summary>
    public sealed record BuiltIn : DataSource
    {
        private protected override DataSource Self => this;
    }

    /// <summary>A file, a folder, or files whose names begin alike.</summary>
    /// <param name="Path">The path.</param>
    public sealed record Files(string Path) : DataSource
    {
        private protected override DataSource Self => this;
    }
}

/// <summary>Data sets by the name of their source.</summary>
public static class DataSources
{
    /// <summary>The name of the built-in set.</summary>
    public const string Glyphs = GlyphSet.Name;

    /// <summary>Loads a source.</summary>
    /// <param name="source"><c>glyphs</c>, or a path.</param>
    /// <param name="options">What files leave open; null to leave it so.</param>
    /// <exception cref="DataFormatException">There is no data set, or it is damaged.</exception>
    /// <exception cref="ArgumentException">The name is empty, or an option is out of its range.</exception>
    public static DataSet Load(string source, DataOptions? options = null) => Load(DataSource.Parse(source), options);

    /// <inheritdoc cref="Load(string, DataOptions?)"/>
    public static DataSet Load(DataSource source, DataOptions? options = null) => DataReading.Start(source, options).Finish();
}

/// <summary>A data set whose files are being read on other threads. It uses no tensors before the end, so that the tensor engine may be loaded meanwhile.</summary>
public sealed class DataReading
{
    private readonly Func<DataSet> finish;

    private DataReading(Func<DataSet> finish) => this.finish = finish;

    /// <summary>Begins to read a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="options">What files leave open; null to leave it so.</param>
    public static DataReading Start(DataSource source, DataOptions? options = null) => source.Match(
        builtIn: _ => new DataReading(() => GlyphSet.Load()),
        files: files =>
        {
            var plan = Task.Run(() => DataFiles.Plan(files.Path, options ?? new()));
            return new(() => plan.GetAwaiter().GetResult().ToDataSet(options ?? new()));
        });

    /// <summary>Waits for the files and makes tensors of what is in them.</summary>
    /// <exception cref="DataFormatException">There is no data set, or it is damaged.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public DataSet Finish() => finish();
}

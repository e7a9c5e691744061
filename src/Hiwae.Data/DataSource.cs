using Hiwae.Data.Glyphs;
using Hiwae.Data.Idx;

namespace Hiwae.Data;

/// <summary>A source of images.</summary>
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

/// <summary>Images by the name of their source.</summary>
public static class DataSources
{
    /// <summary>The name of the built-in set.</summary>
    public const string Glyphs = GlyphSet.Name;

    /// <summary>Loads a source.</summary>
    /// <param name="source"><c>glyphs</c>, or a folder with files in MNIST's format.</param>
    /// <exception cref="DataFormatException">The folder or a file is missing, damaged, or does not fit the others.</exception>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static DataSet Load(string source) => Load(DataSource.Parse(source));

    /// <summary>Loads a source.</summary>
    /// <exception cref="DataFormatException">The folder or a file is missing, damaged, or does not fit the others.</exception>
    public static DataSet Load(DataSource source) => DataReading.Start(source).Finish();
}

/// <summary>A data set whose files are being read on other threads. It uses no tensors before the end, so that the tensor engine may be loaded meanwhile.</summary>
public sealed class DataReading
{
    private readonly Func<DataSet> finish;

    private DataReading(Func<DataSet> finish) => this.finish = finish;

    /// <summary>Begins to read a source.</summary>
    public static DataReading Start(DataSource source) => source.Match(
        builtIn: _ => new DataReading(() => GlyphSet.Load()),
        folder: folder =>
        {
            var files = Task.Run(() => IdxFiles.Read(folder.Path));
            return new(() => files.GetAwaiter().GetResult().ToDataSet());
        });

    /// <summary>Waits for the files and makes tensors of what is in them.</summary>
    /// <exception cref="DataFormatException">The folder or a file is missing, damaged, or does not fit the others.</exception>
    public DataSet Finish() => finish();
}

using Hiwae.Data.Assembly;
using Hiwae.Data.Formats;
using Hiwae.Data.Formats.Cifar;
using Hiwae.Data.Formats.Matlab;
using Hiwae.Data.Formats.Numpy;
using Hiwae.Data.Formats.Tables;
using Hiwae.Data.Formats.Tensors;
using Hiwae.Data.Formats.Text;
using Hiwae.Data.Idx;
using Hiwae.Data.Recognition;

namespace Hiwae.Data;

/// <summary>Reads data sets from files and folders of the usual formats, which are recognised by their content.</summary>
public static class DataFiles
{
    /// <summary>The data set of a file, of a folder, or of files whose names begin alike.</summary>
    /// <param name="path">The file, the folder, or the beginning of the files' paths.</param>
    /// <param name="options">What the files leave open; null to leave it so.</param>
    /// <exception cref="DataFormatException">There is no data set, or it is damaged; the message says what was found, and what to do.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static DataSet Read(string path, DataOptions? options = null) => Plan(path, options ?? new()).ToDataSet(options ?? new());

    /// <summary>Whether there is a file, a folder, or a file whose name begins so.</summary>
    public static bool Exists(string path) => File.Exists(path) || Directory.Exists(path) || SourceFiles.Beginning(path).Any();

    /// <summary>What is in the files, without tensors.</summary>
    internal static PlannedSet Plan(string path, DataOptions options)
    {
        options.Check();
        var found = SourceFiles.Find(path);
        return found.Files[0].Format switch
        {
            FileFormat.Picture => PictureSets.Plan(Directory.Exists(found.Root) ? found.Root : Path.GetDirectoryName(Path.GetFullPath(found.Root))!, [.. found.Files.Select(file => file.Path)], options) with { Source = path },
            FileFormat.Csv or FileFormat.Text or FileFormat.Parquet => TableSets.Plan(path, Each(found, file => Table(file.Path, file.Format, options)), options),
            _ => Arrays(path, found, options),
        };
    }

    private static PlannedSet Arrays(string path, SourceFiles found, DataOptions options)
    {
        var files = Each(found, Content);
        return ArraySets.Plan(
            path,
            [.. found.Files.Zip(files, (file, content) => (file.Path, content.Arrays, HasNames: file.Format is not (FileFormat.Idx or FileFormat.Npy or FileFormat.Amat)))],
            [.. files.SelectMany(content => content.Others)],
            options);
    }

    private static MatContent Content((string Path, FileFormat Format) file) => file.Format switch
    {
        FileFormat.Idx => new([IdxArray.Read(file.Path)], []),
        FileFormat.Npy => new([NpyReader.Read(file.Path)], []),
        FileFormat.Npz => new(NpzReader.Read(file.Path), []),
        FileFormat.Matlab => MatFile.Read(file.Path),
        FileFormat.Safetensors => new(SafetensorsArrays.Read(file.Path), []),
        FileFormat.Cifar => new(CifarReader.Read(file.Path), []),
        _ => new([AmatReader.Read(file.Path)], []),
    };

    private static DataTable Table(string path, FileFormat format, DataOptions options) => format == FileFormat.Parquet ? ParquetFile.Read(path) : CsvReader.Read(path, options.Header);

    // All files at the same time; what the first of them throws is thrown.
    private static ImmutableArray<T> Each<T>(SourceFiles found, Func<(string Path, FileFormat Format), T> read)
    {
        Task<T>[] tasks = [.. found.Files.Select(file => Task.Run(() => read(file)))];
        return [.. tasks.Select(task => task.GetAwaiter().GetResult())];
    }
}

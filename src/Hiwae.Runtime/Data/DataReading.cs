using Hiwae.Data.Glyphs;
using Hiwae.Data.Idx;

namespace Hiwae.Data;

/// <summary>A data set whose files are being read on other threads. It uses no tensors before the end, so that the tensor engine may be loaded meanwhile.</summary>
public sealed class DataReading
{
    private readonly Func<ImageData> finish;

    private DataReading(Func<ImageData> finish) => this.finish = finish;

    /// <summary>Begins to read a source.</summary>
    public static DataReading Start(DataSource source) => source.Match(
        builtIn: _ => new DataReading(() => GlyphSet.Load()),
        folder: folder =>
        {
            var files = Task.Run(() => IdxFiles.Read(folder.Path));
            return new(() => files.GetAwaiter().GetResult().ToImageData());
        });

    /// <summary>Waits for the files and makes tensors of what is in them.</summary>
    /// <exception cref="DataFormatException">The folder or a file is missing, damaged, or does not fit the others.</exception>
    public ImageData Finish() => finish();
}

using Hiwae.Words;

namespace Hiwae.Cli.Pictures;

/// <summary>Pictures on disk. A picture that cannot be written is no exception: the numbers are worth showing without it.</summary>
internal static class PictureFiles
{
    /// <summary>Writes a picture, and puts it in place when it is whole. A link in its place is replaced, not followed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="save">Writes the picture to the path that it is given.</param>
    /// <param name="noun">What it is.</param>
    /// <returns>The fault and its remedy; null where the file is written.</returns>
    public static string? Write(string path, Action<string> save, string noun = "picture")
    {
        var draft = Path.ChangeExtension(path, ".partial" + Path.GetExtension(path)); // Its format is in its name.
        try
        {
            File.Delete(draft);
            save(draft);
            File.Move(draft, path, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" }) // The last is a file too large for the system.
        {
            Remove(draft);
            return $"the {noun} {path} cannot be written: {Sentence.Of(e.Message)} Name another folder with --out, or free some space.";
        }
        catch (Exception e) when (((e as TypeInitializationException)?.InnerException ?? e) is DllNotFoundException)
        {
            return $"the picture {path} cannot be drawn: {Sentence.Of((e.InnerException ?? e).Message)} Build the program again, so that the library of the package SkiaSharp for this system is beside it.";
        }
    }

    /// <summary>Writes pictures one after another, up to the first that cannot be written.</summary>
    /// <param name="pictures">Each with its file; made one by one.</param>
    /// <returns>The files that were written, and the fault of the one that was not.</returns>
    public static (IReadOnlyList<string> Files, string? Fault) Write(IEnumerable<(string Path, Action<string> Save)> pictures)
    {
        var files = new List<string>();
        foreach (var (path, save) in pictures)
        {
            if (Write(path, save) is { } fault)
                return (files, fault);
            files.Add(path);
        }

        return (files, null);
    }

    private static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The fault that is reported is the one of writing.
        }
    }
}

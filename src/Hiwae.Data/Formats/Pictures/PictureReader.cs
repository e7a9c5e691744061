namespace Hiwae.Data.Formats.Pictures;

/// <summary>Reads pictures, all of one size, on all processors.</summary>
internal static class PictureReader
{
    /// <summary>The pictures in the order of their files, all grey, or all with three channels.</summary>
    /// <exception cref="DataFormatException">One is damaged, or not of the size of the first.</exception>
    public static ImmutableArray<Picture> Read(IReadOnlyList<string> paths)
    {
        var (pictures, faults) = (new Picture[paths.Count], new Exception?[paths.Count]);
        Parallel.For(0, paths.Count, (i, state) =>
        {
            try
            {
                pictures[i] = Picture.Read(paths[i]);
            }
            catch (DataFormatException e)
            {
                faults[i] = e;
                state.Break();
            }
        });
        if (faults.FirstOrDefault(fault => fault is not null) is { } first)
            throw first;
        if (pictures.FirstOrDefault(picture => (picture.Height, picture.Width) != (pictures[0].Height, pictures[0].Width)) is { } other)
            throw new DataFormatException(
                other.Path,
                null,
                $"the picture is of {other.Height} × {other.Width} pixels (height × width), but {pictures[0].Path} of {pictures[0].Height} × {pictures[0].Width}",
                "bring all pictures to one size, for instance with ImageMagick's mogrify -resize 32x32!");
        return [.. pictures.All(picture => picture.IsGrey) ? pictures : pictures.Select(picture => picture.InColour())];
    }

    /// <summary>Pictures as one array, [pictures, height, width] or [pictures, 3, height, width] of bytes.</summary>
    /// <param name="name">The array's name.</param>
    /// <param name="folder">The folder that they are from.</param>
    /// <param name="pictures">At least one, all alike.</param>
    /// <exception cref="DataFormatException">They are more than an array holds.</exception>
    public static FileArray Stack(string name, string folder, IReadOnlyList<Picture> pictures)
    {
        var first = pictures[0];
        if ((long)pictures.Count * first.Pixels.Length > Array.MaxLength)
            throw new DataFormatException(folder, null, $"{pictures.Count} pictures of {first.Pixels.Length} bytes are more than {Array.MaxLength} bytes", "make them smaller");
        var pixels = new byte[pictures.Count * first.Pixels.Length];
        for (var i = 0; i < pictures.Count; i++)
            pictures[i].Pixels.CopyTo(pixels, i * first.Pixels.Length);
        return new(name, first.IsGrey ? [pictures.Count, first.Height, first.Width] : [pictures.Count, 3, first.Height, first.Width], pixels) { Path = folder };
    }
}

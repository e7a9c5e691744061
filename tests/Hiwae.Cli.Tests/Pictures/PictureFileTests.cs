using Hiwae.Cli.Pictures;

namespace Hiwae.Cli.Tests.Pictures;

public sealed class PictureFileTests : IDisposable
{
    private readonly SmallImages folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.svg")]
    public void A_picture_is_put_in_place_whole_and_in_the_format_of_its_name(string name)
    {
        var path = folder.Run(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "older");
        Assert.Null(PictureFiles.Write(path, ChartTests.Everything().Save));
        Assert.Equal(name == "a.svg", File.ReadAllText(path).StartsWith("<svg", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(path)!, "*.partial*"));
    }

    [Fact]
    public void A_library_that_is_not_there_is_a_fault_with_a_remedy_and_no_crash()
    {
        var missing = new DllNotFoundException("Unable to load shared library 'libSkiaSharp'.");
        foreach (var thrown in (Exception[])[missing, new TypeInitializationException("SkiaSharp.SKTypeface", missing)])
        {
            var fault = PictureFiles.Write(folder.Run("a.png"), _ => throw thrown);
            Assert.Contains("a.png cannot be drawn: Unable to load shared library 'libSkiaSharp'. Build the program again", fault);
        }
    }
}

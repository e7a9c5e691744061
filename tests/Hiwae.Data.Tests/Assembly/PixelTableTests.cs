using System.Globalization;
using System.Text;
using Hiwae.Runtime.Tests.Data;

namespace Hiwae.Data.Tests.Assembly;

/// <summary>Tables whose columns are the pixels of an image.</summary>
public sealed class PixelTableTests
{
    [Fact]
    public void Tables_of_pixels_are_images()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var pixels = Enumerable.Range(0, 12).Select(i => string.Join(',', Enumerable.Range(0, 64).Select(k => ((i + k) * 7) % 256))).ToArray();
        string File(bool header, bool first) => folder.Write(
            $"{header}{first}", Encoding.UTF8.GetBytes(
                (header ? $"label,{string.Join(',', Enumerable.Range(0, 64).Select(k => $"pixel{k}"))}\n" : "")
                + string.Join('\n', pixels.Select((row, i) => first ? $"{i % 3},{row}" : $"{row},{i % 3}"))));
        foreach (var path in new[] { File(true, true), File(false, true), File(false, false) })
        {
            using var data = DataFiles.Read(path);
            Assert.Equal("image pixels 8 8, label label", Shown(data));
            Assert.Equal(2, data.Train.Labels!.max().ToInt64());
        }
    }

    /// <summary>So many columns as a square has pixels are an image where they are called so, or where the user says it.</summary>
    [Theory]
    [InlineData("pixel{0}", true)]
    [InlineData("px_{0}", true)]
    [InlineData("1x{0}", true)]
    [InlineData("x{0}", true)]
    [InlineData("{0}", true)]
    [InlineData("Pixel {0}", true)]
    [InlineData("question{0}", false)]
    [InlineData("q{0}a", false)]
    public void Columns_with_other_names_than_pixels_keep_them(string format, bool isImage)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        string[] names = [.. Enumerable.Range(0, 64).Select(i => string.Format(CultureInfo.InvariantCulture, format, i))];
        string Table(params string[] label) => string.Join('\n', [
            string.Join(',', [.. label, .. names]),
            .. Enumerable.Range(0, 30).Select(i => string.Join(',', Enumerable.Range(0, label.Length + 64).Select(k => (i + k) * (k == 0 ? 1 : 7) % 256))),
        ]);
        string Fields(DataOptions? options, params string[] label) => Shown(DataFiles.Read(folder.Write("table", Encoding.UTF8.GetBytes(Table(label))), options));
        var numbers = string.Join(", ", names.Select(name => $"{name} numbers"));
        Assert.Equal(isImage ? "image pixels 8 8" : numbers, Fields(null));
        Assert.Equal(isImage ? "image pixels 8 8, label label" : $"digit numbers, {numbers}", Fields(null, "digit"));
        Assert.Equal(isImage ? "image pixels 8 8, label label" : $"label numbers, {numbers}", Fields(null, "label"));
        Assert.Equal("image pixels 8 8", Fields(new() { Width = 8 }));
    }

    private static string Shown(DataSet data) => string.Join(", ", data.Fields.Select(field => string.Join(' ', [
        field.Name,
        field.Kind.Match(pixels: _ => "pixels", numbers: _ => "numbers", label: _ => "label", category: _ => "category"),
        .. field.Shape.Select(size => $"{size}"),
    ])));
}

using Hiwae.Data.Formats.Numpy;
using Hiwae.Data.Formats.Pictures;

namespace Hiwae.Data.Tests.Formats;

public sealed class PictureTests
{
    private static readonly byte[] First = [.. ((float[])NpzReader.Read(Fixture.Path("grey.npz"))[0].Values).Take(64).Select(value => (byte)MathF.Round(value * 255))];

    [Theory, InlineData("pictures/train/rows/00.png"), InlineData("odd-pictures/palette.png"), InlineData("odd-pictures/sixteen.png")]
    public void Grey_pictures_are_one_channel_whatever_their_file_has(string name)
    {
        var picture = Picture.Read(Fixture.Path(name));
        Assert.True(picture.IsGrey);
        Assert.Equal((8, 8), (picture.Height, picture.Width));
        Assert.Equal(First, picture.Pixels);
    }

    [Fact]
    public void What_is_transparent_is_black()
    {
        var pixels = Picture.Read(Fixture.Path("odd-pictures/alpha.png")).Pixels;
        Assert.Equal([.. First.Select((value, i) => i % 8 < 4 ? value : (byte)0)], pixels);
        Assert.Equal([.. First.Select(value => value > 127 ? (byte)255 : (byte)0)], Picture.Read(Fixture.Path("odd-pictures/one-bit.png")).Pixels);
    }

    [Fact]
    public void Colours_are_three_planes()
    {
        var picture = Picture.Read(Fixture.Path("colour/00.jpg"));
        Assert.Equal((16, 16, 3 * 256), (picture.Height, picture.Width, picture.Pixels.Length));

        // Red and green are negatives of each other; JPEG is not exact, and less so in colours.
        Assert.InRange(Enumerable.Range(0, 256).Average(i => Math.Abs(255 - picture.Pixels[i] - picture.Pixels[256 + i])), 0, 25);
        var grey = PictureReader.Read([Fixture.Path("pictures/train/rows/00.png"), Fixture.Path("pictures/train/rows/04.png")]);
        Assert.Equal([2, 8, 8], PictureReader.Stack("images", "there", grey).Shape.ToArray());
        Assert.Equal([2, 3, 8, 8], PictureReader.Stack("images", "there", [.. grey.Select(one => one.InColour())]).Shape.ToArray());
    }

    [Fact]
    public void A_picture_of_another_size_is_named_with_the_first()
    {
        var (first, other) = (Fixture.Path("odd-pictures/palette.png"), Fixture.Path("odd-pictures/smaller.png"));
        Assert.Equal(
            $"{other}: the picture is of 7 × 8 pixels (height × width), but {first} of 8 × 8; bring all pictures to one size, for instance with ImageMagick's mogrify -resize 32x32!.",
            Assert.Throws<DataFormatException>(() => PictureReader.Read([first, other])).Message);
    }
}

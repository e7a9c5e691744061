using FsCheck;
using FsCheck.Fluent;
using Hiwae.Cli.Pictures;

namespace Hiwae.Cli.Tests.Pictures;

public sealed class PixelImageTests
{
    [Fact]
    public void A_picture_is_decoded_as_it_was()
    {
        var pictures =
            from width in Gen.Choose(1, 40)
            from height in Gen.Choose(1, 40)
            from pixels in Gen.Choose(0, 255).Select(v => (byte)v).ArrayOf(3 * width * height)
            select new PixelImage(width, height, pixels);
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(pictures.ToArbitrary(), picture =>
        {
            var seen = Seen.Of(ImageGrid.Compose([[[picture]]], scale: 1));
            Assert.Equal((picture.Width + 2, picture.Height + 2), (seen.Width, seen.Height));
            for (var i = 0; i < picture.Width * picture.Height; i++)
                Assert.Equal(new(picture.Pixels[3 * i], picture.Pixels[(3 * i) + 1], picture.Pixels[(3 * i) + 2]), seen.At(1 + (i % picture.Width), 1 + (i / picture.Width)));
        }));
    }

    [Fact]
    public void Values_become_shades_and_what_is_outside_is_clamped() =>
        Assert.Equal([0, 127, 255, 0, 255, 0], PixelImage.FromValues(3, 2, [0, 0.5f, 1, -1, 7, float.NaN]).Pixels.Where((_, i) => i % 3 == 1));

    [Fact]
    public void Three_planes_are_red_green_and_blue() =>
        Assert.Equal([255, 0, 51, 0, 255, 102], PixelImage.FromValues(2, 1, [1, 0, 0, 1, 0.2f, 0.4f]).Pixels);

    [Fact]
    public void A_wrong_number_of_values_is_refused() =>
        Assert.Contains("pass 6 of greys, or 18 of colours", Assert.Throws<ArgumentException>(() => PixelImage.FromValues(3, 2, new float[12])).Message);
}

using FsCheck;
using FsCheck.Fluent;
using Hiwae.Cli.Pictures;

namespace Hiwae.Cli.Tests;

public sealed class PictureTests
{
    [Fact]
    public void A_picture_is_decoded_as_it_was()
    {
        var pictures =
            from width in Gen.Choose(1, 40)
            from height in Gen.Choose(1, 40)
            from pixels in Gen.Choose(0, 255).Select(v => (byte)v).ArrayOf(width * height)
            select new GreyImage(width, height, pixels);
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(pictures.ToArbitrary(), picture =>
        {
            var read = PngReader.Read(Png.Encode(picture));
            Assert.Equal((picture.Width, picture.Height), (read.Width, read.Height));
            Assert.Equal(picture.Pixels, read.Pixels);
        }));
    }

    [Fact]
    public void The_check_is_the_standards() => Assert.Equal(0xAE426082u, Png.Crc("IEND"u8));

    [Fact]
    public void Values_become_shades_and_what_is_outside_is_clamped() =>
        Assert.Equal([0, 127, 255, 0, 255, 0], GreyImage.FromValues(3, 2, [0, 0.5f, 1, -1, 7, float.NaN]).Pixels);

    [Fact]
    public void A_grid_has_every_picture_in_its_place()
    {
        var (black, white) = (GreyImage.Plain(2, 2, 0), GreyImage.Plain(2, 2, 255));
        var grid = ImageGrid.Compose([[[black, white], [white]], [[black]]], scale: 1);
        Assert.Equal((7, 16), (grid.Width, grid.Height));
        Assert.Equal([96, 0, 0, 96, 255, 255, 96], grid.Pixels[7..14]);
        Assert.Equal([96, 255, 255, 96, 96, 96, 96], grid.Pixels[28..35]);
        Assert.Equal(4 * 2, grid.Pixels.Count(p => p == 0));
        Assert.Equal(4 * 2, grid.Pixels.Count(p => p == 255));
    }

    [Fact]
    public void A_grid_refuses_pictures_of_different_sizes() =>
        Assert.Throws<ArgumentException>(() => ImageGrid.Compose([[[GreyImage.Plain(2, 2, 0), GreyImage.Plain(3, 2, 0)]]]));
}

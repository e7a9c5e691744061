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

    [Fact]
    public void A_row_has_its_label_to_the_left_in_black_on_white()
    {
        var white = GreyImage.Plain(24, 24, 200);
        var plain = ImageGrid.Compose([[[white], [white]]]);
        var grid = ImageGrid.Compose([[[white], [white]]], labels: ["l\nil", ""]);
        var margin = grid.Width - plain.Width;
        Assert.Equal((plain.Height, 2 * (11 + 8)), (grid.Height, margin)); // Two letters of five pixels, one between them, four at each side; everything twice.
        byte Shade(int x, int y) => grid.Pixels[(y * grid.Width) + x];
        for (var y = 0; y < plain.Height; y++)
        {
            for (var x = 0; x < plain.Width; x++)
                Assert.Equal(plain.Pixels[(y * plain.Width) + x], Shade(margin + x, y));
        }

        // l has 10 pixels of ink and i has 9; the row without a label has none.
        var ink = Enumerable.Range(0, grid.Height).Select(y => Enumerable.Range(0, margin).Count(x => Shade(x, y) == 0)).ToArray();
        Assert.Equal(4 * (10 + 9 + 10), ink.Take(49).Sum());
        Assert.Equal(0, ink.Skip(49).Sum());
        Assert.Equal(255, Shade(0, 0));
        Assert.Throws<ArgumentException>(() => ImageGrid.Compose([[[white], [white]]], labels: ["one"]));
    }

    [Fact]
    public void Letters_are_told_apart_and_what_has_none_is_a_box()
    {
        string Drawn(char letter)
        {
            var sheet = GreyImage.Plain(5, 9, 255);
            Letters.Draw(sheet, $"{letter}", 0, 0, 1, 0);
            return string.Concat(sheet.Pixels.Select(p => p == 0 ? '#' : '.'));
        }

        var all = "abcdefghijklmnopqrstuvwxyz0123456789-_.:,".ToDictionary(letter => letter, Drawn);
        Assert.Equal(all.Count, all.Values.Distinct().Count());
        Assert.DoesNotContain(Drawn('é'), all.Values);
        Assert.Equal(all['k'], Drawn('K'));
        Assert.All(all.Values, drawn => Assert.Contains('#', drawn));
        Assert.DoesNotContain('#', Drawn(' '));
    }
}

using Hiwae.Cli.Pictures;

namespace Hiwae.Cli.Tests.Pictures;

public sealed class ImageGridTests
{
    [Fact]
    public void A_grid_has_every_picture_in_its_place()
    {
        var (black, white) = (PixelImage.Plain(2, 2, 0), PixelImage.Plain(2, 2, 255));
        var seen = Seen.Of(ImageGrid.Compose([[[black, white], [white]], [[black]]], scale: 1));
        Assert.Equal((7, 16), (seen.Width, seen.Height));
        Assert.Equal([96, 0, 0, 96, 255, 255, 96], Enumerable.Range(0, 7).Select(x => (int)seen.At(x, 1).Red));
        Assert.Equal([96, 255, 255, 96, 96, 96, 96], Enumerable.Range(0, 7).Select(x => (int)seen.At(x, 4).Green));
        Assert.Equal(4 * 2, seen.Count(0, 0, 7, 16, colour => colour.Red == 0));
        Assert.Equal(4 * 2, seen.Count(0, 0, 7, 16, colour => colour.Red == 255));
    }

    [Fact]
    public void A_pixel_becomes_a_square_of_its_colour()
    {
        var image = PixelImage.FromValues(2, 1, [1, 0, 0, 1, 0, 0]);
        var seen = Seen.Of(ImageGrid.Compose([[[image]]], scale: 3));
        Assert.Equal((8, 5), (seen.Width, seen.Height));
        Assert.Equal(9, seen.Count(0, 0, 8, 5, colour => colour == new Colour(255, 0, 0)));
        Assert.Equal(9, seen.Count(4, 1, 7, 4, colour => colour == new Colour(0, 255, 0)));
    }

    [Fact]
    public void A_grid_refuses_pictures_of_different_sizes_and_a_wrong_number_of_labels()
    {
        var image = PixelImage.Plain(2, 2, 0);
        Assert.Throws<ArgumentException>(() => ImageGrid.Compose([[[image, PixelImage.Plain(3, 2, 0)]]]));
        Assert.Throws<ArgumentException>(() => ImageGrid.Compose([[[image], [image]]], labels: ["one"]));
        Assert.Throws<ArgumentException>(() => ImageGrid.Compose([[[]]]));
    }

    [Fact]
    public void A_row_has_its_label_to_the_left_in_black_on_white()
    {
        var grey = PixelImage.Plain(24, 24, 200);
        var (plain, grid) = (ImageGrid.Compose([[[grey], [grey]]]), ImageGrid.Compose([[[grey], [grey]]], labels: ["ŵ of\nhiwae", ""]));
        var (without, with) = (Seen.Of(plain), Seen.Of(grid));
        Assert.Equal((plain.Height, grid.Width - plain.Width), (grid.Height, grid.Margin));
        for (var y = 0; y < without.Height; y++)
        {
            for (var x = 0; x < without.Width; x++)
                Assert.Equal(without.At(x, y), with.At(grid.Margin + x, y));
        }

        Assert.InRange(with.Ink(0, 0, grid.Margin, 25), 40, 400); // One line above the other.
        Assert.InRange(with.Ink(0, 25, grid.Margin, 49), 40, 400);
        Assert.Equal(0, with.Ink(0, 50, grid.Margin, with.Height)); // The row without a label.
        Assert.Equal(0, with.Ink(0, 0, 7, with.Height) + with.Ink(grid.Margin - 7, 0, grid.Margin, with.Height)); // The gaps.
        Assert.Equal(Colour.White, with.At(0, 0));
        Assert.Contains(">hiwae</text>", grid.ToSvg());
    }
}

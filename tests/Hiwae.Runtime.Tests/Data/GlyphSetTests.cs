using System.Diagnostics;
using System.Security.Cryptography;
using Hiwae.Data;
using Hiwae.Data.Glyphs;

namespace Hiwae.Runtime.Tests.Data;

public sealed class GlyphSetTests
{
    [Fact]
    public void The_images_are_the_same_on_every_machine_and_in_every_version()
    {
        var (pixels, labels) = GlyphSet.Render(GlyphSet.DefaultSeed, 0, 1000);
        Assert.Equal("98138DD5B198D9DA3A41A7BBEF35F93CC043363B4EB688386C2D9B84CAEDEB44", Convert.ToHexString(SHA256.HashData(pixels)));
        Assert.Equal("F09C3B442A3D422AB7E8EE893CD218C5C8FF2A5AA1170A812F146665D607C4FA", Convert.ToHexString(SHA256.HashData(labels)));
    }

    [Fact]
    public void An_image_does_not_depend_on_which_others_are_drawn()
    {
        var all = GlyphSet.Render(5, 0, 40);
        var some = GlyphSet.Render(5, 30, 10);
        Assert.Equal(all.Pixels[(30 * 784)..], some.Pixels);
        Assert.Equal(all.Labels[30..], some.Labels);
        Assert.NotEqual(all.Pixels, GlyphSet.Render(6, 0, 40).Pixels);
    }

    [Fact]
    public void The_whole_set_is_rendered_in_under_five_seconds()
    {
        var watch = Stopwatch.StartNew();
        using var data = GlyphSet.Load();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
        Assert.Equal((20_000, 2_000, 2_000), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal(new DataField("image", [28, 28], new FieldKind.Pixels(Binarisation.None)), data.Image);
        Assert.Equal("glyphs", data.Source);
    }

    [Fact]
    public void Every_character_occurs_with_a_fair_amount_of_ink_that_seldom_touches_the_border()
    {
        var (pixels, labels) = GlyphSet.Render(2, 0, 2000);
        Assert.Equal(Enumerable.Range(0, 36), labels.Distinct().Order().Select(l => (int)l));
        Assert.All(pixels, p => Assert.InRange(p, 0, 1));
        var touching = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var image = pixels.AsSpan(i * 784, 784);
            Assert.InRange(image.Count((byte)1), 25, 330);
            touching += image[..28].Contains((byte)1) || image[^28..].Contains((byte)1) ? 1 : 0;
        }

        Assert.InRange(touching, 0, labels.Length / 50);
    }

    [Fact]
    public void Images_of_one_character_differ()
    {
        var (pixels, labels) = GlyphSet.Render(3, 0, 400);
        var images = Enumerable.Range(0, 400).Where(i => labels[i] == 8)
            .Select(i => Convert.ToHexString(pixels.AsSpan(i * 784, 784))).ToArray();
        Assert.True(images.Length > 3);
        Assert.Equal(images.Length, images.Distinct().Count());
    }
}

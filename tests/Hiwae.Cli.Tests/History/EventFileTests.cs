using System.Text;
using Hiwae.Cli.History;
using Hiwae.Cli.Pictures;

namespace Hiwae.Cli.Tests.History;

public sealed class EventFileTests : IDisposable
{
    private static readonly DateTimeOffset Moment = new(2026, 2, 3, 4, 5, 6, 700, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The check value of CRC-32C that RFC 3720 and every catalogue have, for the reader and the writer.</summary>
    [Fact]
    public void The_checksum_is_that_of_the_catalogues()
    {
        var digits = Encoding.ASCII.GetBytes("123456789");
        Assert.Equal(0xe3069283, EventReader.Crc(digits));
        Assert.Equal(unchecked(((0xe3069283 >> 15) | (0xe3069283 << 17)) + 0xa282ead8), EventFile.Checksum(digits));
    }

    [Fact]
    public void Events_are_read_as_they_were_written()
    {
        var file = EventFile.Begin(folder, Moment);
        var picture = ImageGrid.Compose([[[PixelImage.Plain(3, 2, 9)]]], 1);
        file.Add(7, Moment, [("bound/training", -1.5), ("nothing", null)], [("samples", picture)]);
        Assert.Matches($@"^events\.out\.tfevents\.{Moment.ToUnixTimeSeconds()}\.[\w.-]+\.\d+\.\d+$", Path.GetFileName(file.Path));
        Assert.Collection(
            EventReader.Read(file.Path),
            first => Assert.Equal(("brain.Event:2", 1770091506.7), (first.Version, first.WallTime)),
            second =>
            {
                Assert.Equal((7, 1770091506.7), (second.Step, second.WallTime));
                Assert.Equal([new("bound/training", -1.5f)], second.Scalars);
                Assert.Equal(picture.ToPng(), second.Pictures["samples"].Png);
                Assert.Equal((picture.Height, picture.Width), (second.Pictures["samples"].Height, second.Pictures["samples"].Width));
            });
    }

    [Fact]
    public void A_run_that_is_taken_up_says_from_which_step_on_earlier_files_are_out_of_date()
    {
        var (first, second) = (EventFile.Begin(folder, Moment), EventFile.Begin(folder, Moment, step: 4));
        Assert.NotEqual(first.Path, second.Path);
        Assert.Equal((4, 1), (EventReader.Read(second.Path)[1].Step, EventReader.Read(second.Path)[1].Session)); // SessionLog.START
    }
}

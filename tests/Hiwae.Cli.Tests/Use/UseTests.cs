using System.Text;
using Hiwae.Data;
using SkiaSharp;

namespace Hiwae.Cli.Tests.Use;

/// <summary>Commands over a trained model: each writes what it says, repeats, and refuses what it cannot do.</summary>
public sealed class UseTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string Train(string model, int epochs = 3, params string[] more)
    {
        var trained = Invocation.Of(
        [
            "train", model, "--data", images.Path, "--epochs", $"{epochs}", "--batch", "20", "--test-samples", "2", "--limit", "2", "--threads", "1", "--out", images.Run(model), .. more,
        ]);
        Assert.True(trained.Status == 0, trained.Error);
        return images.Run(model);
    }

    private static Invocation Ask(params string[] args)
    {
        var result = Invocation.Of([.. args, "--threads", "1"]);
        Assert.True(result.Status == 0, result.Error);
        return result;
    }

    private static string Refusal(params string[] args)
    {
        var result = Invocation.Of([.. args, "--threads", "1"]);
        Assert.Equal(2, result.Status);
        return result.Error;
    }

    [Fact]
    public void Samples_are_a_picture_and_an_array()
    {
        var run = Train("small");
        var result = Ask("sample", run, "--count", "9");
        Assert.Contains(Path.Combine(run, "samples.png") + ": 9 samples", result.Output, StringComparison.Ordinal);
        Assert.Contains("samples of X, [9, 64]", result.Output, StringComparison.Ordinal);
        Assert.Equal((148, 148), Size(Path.Combine(run, "samples.png")));
        var means = Npy(Path.Combine(run, "samples.npy"), "(9, 64,)");
        Assert.All(means, mean => Assert.InRange(mean, 0, 1));
        Assert.Contains(means, mean => mean is > 0.01f and < 0.99f);

        var drawn = images.Run("drawn.npy");
        Ask("sample", run, "--count", "9", "--draws", "--out", drawn);
        Assert.All(Npy(drawn, "(9, 64,)"), value => Assert.True(value is 0 or 1));
        var bytes = File.ReadAllBytes(drawn);
        Ask("sample", run, "--count", "9", "--draws", "--out", drawn);
        Assert.Equal(bytes, File.ReadAllBytes(drawn));
        Ask("sample", run, "--count", "9", "--draws", "--seed", "2", "--out", drawn);
        Assert.NotEqual(bytes, File.ReadAllBytes(drawn));
        Assert.Contains("must end in .png, .svg, .npy or .csv", Refusal("sample", run, "--out", "a.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_are_given_the_classes_that_are_named()
    {
        var run = Train("small-labelled", 40, "--learning-rate", "0.02");
        var file = images.Run("threes.npy");
        Ask("sample", run, "--count", "40", "--given", "3,6", "--out", file);
        var rows = Npy(file, "(40, 64,)").Chunk(64).ToArray();

        // The label is the bright row.
        foreach (var (i, row) in rows.Index())
            Assert.Equal(i % 2 == 0 ? 3 : 6, Enumerable.Range(0, 8).MaxBy(line => row.Skip(8 * line).Take(8).Sum()));
        Assert.Contains("--given has '9'; the classes of label are 0, 1, 2, 3, 4, 5, 6, 7.", Refusal("sample", run, "--given", "9"), StringComparison.Ordinal);
        Assert.Contains("small is not given a class", Refusal("sample", Train("small"), "--given", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reconstructions_stand_below_their_data()
    {
        var run = Train("small");
        var result = Ask("reconstruct", run, "--limit", "16", "--json").Json;
        Assert.Equal(16, result.GetProperty("count").GetInt32());
        Assert.Equal("small", result.GetProperty("model").GetString());
        var file = Assert.Single(result.GetProperty("files").EnumerateArray()).GetProperty("path").GetString()!;
        Assert.Equal((2 * 49) + 1, Size(file).Height);
        Ask("reconstruct", run, "--limit", "5", "--split", "validation", "--out", images.Run("x.npy"));
        Assert.Equal(5 * 64, Npy(images.Run("x.npy"), "(5, 64,)").Length);
    }

    [Fact]
    public void Latent_variables_are_an_array_or_a_table_with_labels()
    {
        var run = Train("small-joint");
        Ask("encode", run);
        Assert.Equal(2 * SmallImages.Test, Npy(Path.Combine(run, "Z.npy"), $"({SmallImages.Test}, 2,)").Length);
        var table = images.Run("z.csv");
        Ask("encode", run, "--out", table, "--limit", "3");
        string[] lines = File.ReadAllLines(table);
        Assert.Equal("row,label,Z_0,Z_1,Z_sd_0,Z_sd_1", lines[0]);
        Assert.Equal(["0,0", "1,1", "2,2"], lines[1..].Select(line => line[..3]));
        Assert.Contains("small-joint has no latent variable 'Q'; it has Z.", Refusal("encode", run, "--variable", "Q"), StringComparison.Ordinal);
    }

    [Fact]
    public void Between_two_data_lie_as_many_as_are_asked_for()
    {
        var run = Train("small");
        Ask("interpolate", run, "0", "5", "--steps", "7");
        Assert.Equal((1 + (9 * 49), 50), Size(Path.Combine(run, "interpolation.png")));
        Ask("interpolate", run, "0", "5", "--steps", "2", "--out", images.Run("ends.npy"));
        Ask("reconstruct", run, "--limit", "6", "--samples", "1000", "--out", images.Run("made.npy"));
        Assert.Equal(2 * 64, Npy(images.Run("ends.npy"), "(2, 64,)").Length);
        Assert.Contains($"There is no image 40: there are 40 test images, numbered from 0 to 39.", Refusal("interpolate", run, "0", "40"), StringComparison.Ordinal);
        Assert.Contains("A is 'x'; it must be the number of a datum", Refusal("interpolate", run, "x", "4"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_from_images_is_filled_in()
    {
        var run = Train("small-masked", 300, "--missing", "0.5", "--learning-rate", "0.02", "--samples", "10");
        var result = Ask("impute", run, "--split", "test", "--draws", "2", "--json").Json;
        Assert.InRange(result.GetProperty("summary").GetProperty("missing").GetDouble(), 16 * 24, 16 * 40);
        Assert.Equal((4 * 49) + 1, Size(Path.Combine(run, "imputed.png")).Height);
        Ask("impute", run, "--split", "test", "--out", images.Run("filled.npy"));
        var filled = Npy(images.Run("filled.npy"), $"({SmallImages.Test}, 1, 8, 8,)");

        // Of the missing half of the pixels an eighth is bright: dark everywhere would be right for 15 of 16.
        Assert.InRange(filled.Index().Average(at => (at.Index % 64 / 8 == at.Index / 64 % 8) == at.Item > 0.5f ? 1.0 : 0), 0.97, 1);
        Assert.Contains("small has no mask, so that nothing can be missing", Refusal("impute", Train("small")), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_datum_has_its_score_and_the_least_likely_come_first()
    {
        var run = Train("small-joint", 20, "--learning-rate", "0.02");
        var result = Ask("score", run, "--samples", "40");
        string[] lines = File.ReadAllLines(Path.Combine(run, "scores.csv"));
        Assert.Equal("row,label,log_likelihood,standard_error", lines[0]);
        Assert.Equal(SmallImages.Test, lines.Length - 1);
        var scores = lines[1..].Select(line => double.Parse(line.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Contains($"image {Array.IndexOf(scores, scores.Min())} ", result.Output, StringComparison.Ordinal);
        var json = Ask("score", run, "--samples", "40", "--json").Json.GetProperty("summary");
        Assert.Equal(scores.Average(), json.GetProperty("mean_log_likelihood").GetDouble(), 4);
    }

    [Fact]
    public void Latent_spaces_are_drawn()
    {
        var run = Train("small-joint", 20, "--learning-rate", "0.02");
        Assert.Contains("Means of z under its proposals for 40 test data; coloured by label (8 classes).", Ask("plot", run, "latent").Output, StringComparison.Ordinal);
        Assert.Equal((1280, 1140), Size(Path.Combine(run, "latent.png")));
        Assert.Matches(@"traversal\.png: Z\[[01]\], \[[01]\], the values that say most about the data, each from -3 to 3, the others as image 7 has them", Ask("plot", run, "traversal", "--datum", "7").Output);
        Assert.Equal((2 * 49) + 1, Size(Path.Combine(run, "traversal.png")).Height);
        Assert.Contains("under the standard normal prior of Z", Ask("plot", run, "prior").Output, StringComparison.Ordinal);
        Assert.Equal((1 + (20 * 49), 1 + (20 * 49)), Size(Path.Combine(run, "prior.png")));
        Ask("plot", run, "latent", "--format", "svg");
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(run, "latent.svg")), StringComparison.Ordinal);
        Assert.Contains("PICTURE is 'x'; it must be latent, traversal or prior.", Refusal("plot", run, "x"), StringComparison.Ordinal);
        Assert.Contains("There is no image 40", Refusal("plot", run, "traversal", "--datum", "40"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small-labelled")] // A conditional prior.
    [InlineData("small-whole")] // A learned mixture.
    public void A_prior_that_is_not_standard_normal_is_drawn_where_it_is(string model)
    {
        var run = Train(model);
        Assert.Contains("the values that say most about the data, each over all but 0.27 % of its prior, the others", Ask("plot", run, "traversal").Output, StringComparison.Ordinal);
        Assert.Contains("on a grid of equal probabilities under the prior of Z, by 20,000 draws from it", Ask("plot", run, "prior").Output, StringComparison.Ordinal);
        Assert.Equal((1 + (20 * 49), 1 + (20 * 49)), Size(Path.Combine(run, "prior.png")));
    }

    [Fact]
    public void A_folder_that_is_no_run_and_a_file_that_cannot_be_written_are_told()
    {
        var none = Invocation.Of("sample", images.Run("nothing"));
        Assert.Equal(1, none.Status);
        Assert.Contains("is not the folder of a training run", none.Error, StringComparison.Ordinal);
        var run = Train("small");
        Assert.Contains($"there is no folder {images.Run("nowhere")}; make it, or name another file.", Refusal("sample", run, "--out", Path.Combine(images.Run("nowhere"), "a.png")), StringComparison.Ordinal);
        Assert.Contains("which is a folder; name a file", Refusal("sample", run, "--out", images.Path), StringComparison.Ordinal);
        var (names, copy) = (images.Run("train-images-idx3-ubyte"), images.Run("copy.png"));
        File.Copy(names, copy);
        Assert.Contains("which the data are read from; name another file.", Refusal("score", run, "--data", copy, "--out", copy), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(names), File.ReadAllBytes(copy));
    }

    private static (int Width, int Height) Size(string path)
    {
        using var bitmap = SKBitmap.Decode(path);
        return (bitmap.Width, bitmap.Height);
    }

    /// <summary>The numbers of a file of NumPy's, read by its description.</summary>
    private static float[] Npy(string path, string shape)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.Equal("\u0093NUMPY\u0001\0", Encoding.Latin1.GetString(bytes, 0, 8));
        var length = BitConverter.ToUInt16(bytes, 8);
        Assert.Equal(0, (10 + length) % 64);
        var head = Encoding.ASCII.GetString(bytes, 10, length);
        Assert.Equal($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}", head.TrimEnd());
        Assert.EndsWith("\n", head, StringComparison.Ordinal);
        var values = new float[(bytes.Length - 10 - length) / 4];
        Buffer.BlockCopy(bytes, 10 + length, values, 0, bytes.Length - 10 - length);
        return values;
    }
}

using Hiwae.Training;

namespace Hiwae.Cli.Tests;

/// <summary>Models with more data than an image, from the command line to the checkpoint and back.</summary>
public sealed class DataTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private Invocation Train(string model, string run, params string[] more) => TrainFor(2, model, run, more);

    private Invocation TrainFor(int epochs, string model, string run, params string[] more) => Invocation.Of(
    [
        "train", model, "--data", images.Path, "--epochs", $"{epochs}", "--batch", "20", "--test-samples", "20", "--threads", "1",
        "--out", images.Run(run), "--json", .. more,
    ]);

    private Invocation Evaluate(string run, params string[] more) =>
        Invocation.Of(["evaluate", images.Run(run), "--samples", "20", "--threads", "1", "--json", .. more]);

    [Theory]
    [InlineData("small-labelled")]
    [InlineData("small-masked")]
    [InlineData("small-joint")]
    [InlineData("small-whole")]
    public void A_model_is_trained_and_evaluated(string model)
    {
        var trained = Train(model, "a");
        Assert.True(trained.Status == 0, trained.Error);
        Assert.InRange(trained.Json.GetProperty("test_bound").GetDouble(), -100, -1);
        var evaluated = Evaluate("a");
        Assert.True(evaluated.Status == 0, evaluated.Error);
        foreach (var name in new[] { "test_nll", "test_bound", "effective_sample_size" })
            Assert.Equal(trained.Json.GetProperty(name).GetRawText(), evaluated.Json.GetProperty(name).GetRawText());
    }

    [Fact]
    public void A_label_that_is_given_is_used()
    {
        Assert.Equal(0, TrainFor(40, "small-labelled", "a", "--learning-rate", "0.03").Status);
        Assert.Equal(0, TrainFor(40, "small", "b", "--learning-rate", "0.03", "--samples", "2").Status);

        // The label says which row is bright: log 8 = 2.08 nats that the other model has to pay for.
        var gain = Bound("a") - Bound("b");
        Assert.True(gain > 1, $"{gain}");
    }

    [Fact]
    public void Missing_values_are_recorded_and_evaluation_leaves_out_the_same()
    {
        var trained = Train("small-masked", "a", "--missing", "0.5");
        Assert.True(trained.Status == 0, trained.Error);
        Assert.Equal(0.5, Checkpoint.ReadRun(images.Run("a")).Options.Missing);
        Assert.Equal(0.5, trained.Json.GetProperty("missing").GetDouble());
        var half = Evaluate("a").Json;
        Assert.Equal(trained.Json.GetProperty("test_nll").GetRawText(), half.GetProperty("test_nll").GetRawText());
        Assert.Equal(0.5, half.GetProperty("missing").GetDouble());

        // With all pixels there are twice as many to pay for; nothing was learned that would make them cheap.
        var whole = Evaluate("a", "--missing", "0").Json;
        Assert.False(whole.TryGetProperty("missing", out _));
        Assert.InRange(whole.GetProperty("test_nll").GetDouble() / half.GetProperty("test_nll").GetDouble(), 1.5, 2.5);
    }

    [Fact]
    public void Missing_values_without_a_mask_are_refused()
    {
        var result = Train("small", "a", "--missing", "0.5");
        Assert.Equal(2, result.Status);
        Assert.Contains("no variable has a mask", result.Error);
        Assert.Equal(0, Train("small", "a").Status);
        var evaluated = Evaluate("a", "--missing", "0.5");
        Assert.Equal(2, evaluated.Status);
        Assert.Contains("no variable has a mask", evaluated.Error);
    }

    [Fact]
    public void Labels_that_are_not_there_are_missed_before_training()
    {
        File.Delete(images.Run("t10k-labels-idx1-ubyte"));
        var result = Train("small-labelled", "a");
        Assert.Equal(1, result.Status);
        Assert.Contains("small-labelled.Y has 8 values", result.Error);
        Assert.Contains($"labels, but none for the test images (there is no {images.Run("t10k-labels-idx1-ubyte")});", result.Error);
        Assert.False(Directory.Exists(images.Run("a")));
    }

    [Fact]
    public void Training_and_evaluation_say_which_variable_is_filled_from_what()
    {
        const string Line = "small-joint: data: X (observed) from 64 pixels, drawn as zeros and ones; Y (observed) from the labels, one-hot of 8\n";
        Assert.Contains(Line, Train("small-joint", "a").Error.ReplaceLineEndings("\n"));
        Assert.Contains(Line, Evaluate("a").Error.ReplaceLineEndings("\n"));
        Assert.Contains(
            "X (observed) from 64 pixels, drawn as zeros and ones; Y (given) from the labels, one-hot of 8; Seen (given) as the mask of X, a fraction of 0.25 missing by seed 3\n",
            Train("small-whole", "b", "--missing", "0.25", "--mask-seed", "3").Error.ReplaceLineEndings("\n"));
        Assert.Contains("Seen (given) as the mask of X, a fraction of 0.25 missing by seed 3\n", Evaluate("b").Error.ReplaceLineEndings("\n"));
        Assert.Contains("Seen (given) as the mask of X, nothing missing\n", Evaluate("b", "--missing", "0").Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Bytes_of_zeros_and_ones_are_read_as_the_run_read_them_or_not_at_all()
    {
        images.WriteImages(1);
        var trained = Train("small", "a");
        Assert.True(trained.Status == 0, trained.Error);
        Assert.Contains("small: data: X (observed) from 64 pixels, bytes 0 and 1 read as off and on", trained.Error);
        Assert.Equal(1, Checkpoint.ReadRun(images.Run("a")).Data.White);
        var evaluated = Evaluate("a");
        Assert.Contains("bytes 0 and 1 read as off and on", evaluated.Error);
        Assert.Equal(trained.Json.GetProperty("test_nll").GetRawText(), evaluated.Json.GetProperty("test_nll").GetRawText());

        // The same images, of one test image in eight the row: log p(x) is what it was.
        images.WriteImages(255);
        Assert.Contains(
            $"{images.Path}: a pixel that is on is a byte of 255 there, but was one of 1 when the run was trained; put the files back as they were, or name others with --data.",
            Evaluate("a").Error);
        Assert.Equal(
            trained.Json.GetProperty("test_nll").GetRawText(), Evaluate("a", "--data", images.Path).Json.GetProperty("test_nll").GetRawText());
        images.WriteImages(9);
        var doubtful = Train("small", "b");
        Assert.Equal(1, doubtful.Status);
        Assert.Contains("the largest byte is 9", doubtful.Error);
    }

    [Fact]
    public void Masks_from_files_are_recorded_and_evaluation_reads_them_again()
    {
        var (mask, testMask) = (images.WriteMask("mask", SmallImages.Train), images.WriteMask("test-mask", SmallImages.Test));
        var trained = Train("small-masked", "a", "--mask", mask, "--test-mask", testMask);
        Assert.True(trained.Status == 0, trained.Error);
        var line = $"Seen (given) as the mask of X, from {mask} and, for the test, {testMask}";
        Assert.Contains(line, trained.Error);
        var evaluated = Evaluate("a");
        Assert.Equal(trained.Json.GetProperty("test_nll").GetRawText(), evaluated.Json.GetProperty("test_nll").GetRawText());
        var whole = Evaluate("a", "--missing", "0").Json.GetProperty("test_nll").GetDouble();
        Assert.InRange(whole / evaluated.Json.GetProperty("test_nll").GetDouble(), 1.5, 2.5);
        var other = Train("small-masked", "b", "--mask", testMask);
        Assert.Equal(1, other.Status);
        Assert.Contains($"{testMask}, byte 4: 40 masks do not fit the 240 images for training and validation of", other.Error);
        Assert.Contains("no variable of the model is such a mask", Train("small", "c", "--test-mask", testMask).Error);
    }

    [Fact]
    public void Labels_from_1_on_are_classes_from_0_on()
    {
        var from0 = Train("small-labelled", "a");
        images.WriteLabels(1);
        var from1 = Train("small-labelled", "b");
        Assert.Contains("Y (given) from the labels, one-hot of 8, 1 to 8 read as 0 to 7", from1.Error);
        Assert.Equal(from0.Json.GetProperty("test_nll").GetRawText(), from1.Json.GetProperty("test_nll").GetRawText());
    }

    private double Bound(string run) => Evaluate(run).Json.GetProperty("test_bound").GetDouble();
}

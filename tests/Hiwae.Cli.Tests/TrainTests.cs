using System.Globalization;
using System.Text.RegularExpressions;
using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Train(string model, string run, params string[] more) => TrainFor(2, model, run, more);

    private string[] TrainFor(int epochs, string model, string run, params string[] more) =>
    [
        "train", model, "--data", images.Path, "--epochs", $"{epochs}", "--batch", "20", "--test-samples", "20", "--threads", "1",
        "--out", images.Run(run), "--json", .. more,
    ];

    [Fact]
    public void The_only_model_of_a_program_need_not_be_named()
    {
        string[] line = [.. Train("small", "a").Where(word => word != "small")];
        var result = Invocation.With(["small"], line);
        Assert.True(result.Status == 0, result.Error);
        Assert.Equal("small", result.Json.GetProperty("model").GetString());
        Assert.Contains("'train' lacks its MODEL.", Invocation.With(["small", "small-balance"], line).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small", 3)]
    [InlineData("small-balance", 2)]
    public void Training_prints_one_json_object_with_what_was_measured(string model, int samples)
    {
        var result = Invocation.Of(Train(model, "a"));
        Assert.True(result.Status == 0, result.Error);
        var json = result.Json;
        Assert.Equal(model, json.GetProperty("model").GetString());
        Assert.Equal(Path.GetFileName(images.Path), json.GetProperty("data").GetString());
        Assert.Equal(2, json.GetProperty("epochs").GetInt32());
        Assert.Equal(samples, json.GetProperty("samples").GetInt32());
        Assert.Equal(1, json.GetProperty("seed").GetInt64());
        Assert.Equal(20, json.GetProperty("test_nll_samples").GetInt32());
        Assert.Equal(SmallImages.Test, json.GetProperty("test_images").GetInt32());
        Assert.Equal(20, json.GetProperty("steps").GetInt64());
        Assert.Equal(images.Run("a"), json.GetProperty("run").GetString());
        Assert.False(json.GetProperty("interrupted").GetBoolean());
        Assert.InRange(json.GetProperty("test_bound").GetDouble(), -100, -1);
        Assert.InRange(json.GetProperty("test_nll").GetDouble(), 1, -json.GetProperty("test_bound").GetDouble() + 1);
        Assert.InRange(json.GetProperty("effective_sample_size").GetDouble(), 1, samples);
        foreach (var name in new[] { "test_nll_standard_error", "seconds", "images_per_second", "peak_memory_mb", "parameters", "variance_log_estimate" })
            Assert.True(json.GetProperty(name).GetDouble() > 0, name);
        Assert.Contains("epoch 2 of 2", result.Error);
    }

    [Fact]
    public void Without_json_a_table_is_on_standard_output_alone()
    {
        var result = Invocation.Of([.. Train("small", "a").Where(a => a != "--json")]);
        Assert.Contains("log p(x)", result.Output);
        Assert.DoesNotContain("log p(x)", result.Error);
        Assert.Contains($"evaluate {images.Run("a")}", result.Error);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_to_the_last_bit()
    {
        string Numbers(string run, string seed)
        {
            string[] timed = ["seconds", "images_per_second", "peak_memory_mb", "run", "seed"];
            var json = Invocation.Of(Train("small-balance", run, "--seed", seed)).Json;
            return string.Join('\n', json.EnumerateObject().Where(p => !timed.Contains(p.Name)).Select(p => $"{p.Name} {p.Value.GetRawText()}"));
        }

        var first = Numbers("a", "7");
        Assert.Equal(first, Numbers("b", "7"));
        Assert.NotEqual(first, Numbers("c", "8"));
        Assert.Equal(File.ReadAllBytes(images.Run("a/model.safetensors")), File.ReadAllBytes(images.Run("b/model.safetensors")));
    }

    [Fact]
    public void Evaluation_measures_what_training_measured()
    {
        var trained = Invocation.Of(Train("small-balance", "a")).Json;
        var evaluated = Invocation.Of("evaluate", images.Run("a"), "--samples", "20", "--threads", "1", "--json");
        Assert.True(evaluated.Status == 0, evaluated.Error);
        foreach (var name in new[] { "test_nll", "test_bound", "effective_sample_size", "variance_log_estimate", "test_nll_samples" })
            Assert.Equal(trained.GetProperty(name).GetRawText(), evaluated.Json.GetProperty(name).GetRawText());
        Assert.Equal("completed", evaluated.Json.GetProperty("status").GetString());
        Assert.Equal(5, Invocation.Of("evaluate", images.Run("a"), "--limit", "5", "--samples", "4", "--threads", "1", "--json").Json.GetProperty("test_images").GetInt32());
    }

    [Fact]
    public void A_run_of_another_programs_model_is_named_as_such()
    {
        Assert.Equal(0, Invocation.Of(TrainFor(1, "small", "a")).Status);
        var path = images.Run("a/run.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"small\"", "\"theirs\""));
        var result = Invocation.Of("evaluate", images.Run("a"));
        Assert.Equal(2, result.Status);
        Assert.Contains($"{images.Run("a")} has a run of the model 'theirs', which this program does not declare", result.Error);
        Assert.DoesNotContain("Did you mean", result.Error);
    }

    [Fact]
    public void A_checkpoint_is_there_from_the_first_epoch_on()
    {
        RunRecord? seen = null;
        var error = new ListeningWriter(line =>
        {
            if (line.Contains("epoch 2 of 2", StringComparison.Ordinal))
                seen = Checkpoint.ReadRun(images.Run("a"));
        });
        Assert.Equal(0, Invocation.Of(new Interruption(), error, Train("small", "a")).Status);
        Assert.Equal((RunStatus.Running, 1), (seen!.Status, seen.Epoch));
    }

    [Fact]
    public void A_bound_that_is_no_number_is_named_with_its_step()
    {
        var result = Invocation.Of(Train("small", "a", "--learning-rate", "1e30"));
        Assert.Equal(1, result.Status);
        Assert.Contains("at step", result.Error);
        Assert.Contains("learning rate", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.False(Directory.Exists(images.Run("a")));
    }

    [Fact]
    public void A_log_likelihood_that_is_no_number_is_a_failure_with_a_remedy()
    {
        Assert.Equal(0, Invocation.Of(Train("small", "a")).Status);
        using (var file = new FileStream(images.Run("a/model.safetensors"), FileMode.Open))
        {
            file.Seek(-sizeof(float), SeekOrigin.End);
            file.Write(BitConverter.GetBytes(float.NaN));
        }

        var result = Invocation.Of("evaluate", images.Run("a"), "--samples", "3", "--threads", "1", "--json");
        Assert.Equal(1, result.Status);
        Assert.Empty(result.Output);
        Assert.Contains("log p(x) is NaN", result.Error);
        Assert.Contains("--learning-rate", result.Error);
    }

    [Fact]
    public void The_record_describes_the_parameters_that_are_kept()
    {
        var result = Invocation.Of(TrainFor(40, "small", "a", "--patience", "1", "--learning-rate", "0.3"));
        Assert.True(result.Status == 0, result.Error);
        var bounds = Regex.Matches(result.Error, @"bound (\S+) nats in training, (\S+) on validation")
            .Select(m => (Training: m.Groups[1].Value, Validation: double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)))
            .ToArray();
        var best = bounds.Index().MaxBy(b => b.Item.Validation);
        Assert.NotEqual(bounds.Length, best.Index + 1);
        Assert.Equal(bounds.Length, result.Json.GetProperty("epochs_done").GetInt32());
        Assert.Equal(best.Index + 1, result.Json.GetProperty("kept_epoch").GetInt32());
        Assert.Equal(best.Item.Validation, result.Json.GetProperty("validation_bound").GetDouble(), 0.006);
        Assert.Equal(best.Item.Training, result.Json.GetProperty("training_bound").GetDouble().ToString("F2", CultureInfo.InvariantCulture));

        var run = Checkpoint.ReadRun(images.Run("a"));
        Assert.Equal((best.Index + 1, bounds.Length), (run.KeptEpoch, run.Epoch));
        var evaluated = Invocation.Of("evaluate", images.Run("a"), "--samples", "3", "--threads", "1", "--json");
        Assert.Contains($"the parameters of epoch {best.Index + 1}, the best of {bounds.Length}", evaluated.Error);
        Assert.Equal(best.Index + 1, evaluated.Json.GetProperty("kept_epoch").GetInt32());
    }

    [Fact]
    public void A_built_in_set_stays_one_beside_a_folder_of_its_name()
    {
        using var data = DataSources.Load(DataSources.Glyphs);
        using var folder = DataSources.Load(Path.GetRelativePath(Directory.GetCurrentDirectory(), images.Path));
        var before = Directory.GetCurrentDirectory();
        Directory.CreateDirectory(images.Run(DataSources.Glyphs));
        try
        {
            Directory.SetCurrentDirectory(images.Path);
            Assert.Equal(DataSources.Glyphs, RunData.Of(data).Source);
            Assert.Equal(images.Path, RunData.Of(folder).Source);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    [Fact]
    public void A_file_that_cannot_be_put_in_place_leaves_nothing_half_written()
    {
        Directory.CreateDirectory(images.Run("a/run.json"));
        var result = Invocation.Of(Train("small", "a"));
        Assert.Equal(1, result.Status);
        Assert.Contains(images.Run("a/run.json"), result.Error);
        Assert.Contains("cannot be written", result.Error);
        Assert.Empty(Directory.GetFiles(images.Path, "*.partial", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("0", "The number for samples is 0; it must be from 1 to 10000000.", "train again")]
    [InlineData("5", "q_z.head.bias is [8] where the model has [20]", "model.safetensors")]
    public void A_number_of_samples_that_is_not_that_of_the_parameters_is_named(string samples, string expected, string place)
    {
        Assert.Equal(0, Invocation.Of(Train("small-balance", "a")).Status);
        var path = images.Run("a/run.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"samples\": 2,", $"\"samples\": {samples},"));
        var result = Invocation.Of("evaluate", images.Run("a"), "--threads", "1");
        Assert.Equal(1, result.Status);
        Assert.Contains(expected, result.Error);
        Assert.Contains(place, result.Error);
    }

    [Fact]
    public void A_model_with_distinct_heads_is_trained_and_evaluated_with_as_many_as_are_asked_for()
    {
        var trained = Invocation.Of(Train("small-balance", "a", "--samples", "4"));
        Assert.True(trained.Status == 0, trained.Error);
        Assert.Equal(4, trained.Json.GetProperty("samples").GetInt32());
        var evaluated = Invocation.Of("evaluate", images.Run("a"), "--samples", "20", "--threads", "1", "--json").Json;
        Assert.Equal(4, evaluated.GetProperty("samples").GetInt32());
        Assert.Equal(trained.Json.GetProperty("test_nll").GetDouble(), evaluated.GetProperty("test_nll").GetDouble());
    }

    [Fact]
    public void Heads_may_draw_several_times_each()
    {
        var trained = Invocation.Of(Train("small-balance", "a", "--samples", "4", "--heads", "2"));
        Assert.True(trained.Status == 0, trained.Error);
        Assert.Contains("K = 4, 2 from each of 2 heads", trained.Error);
        Assert.Contains("--heads 2", File.ReadAllText(images.Run("a/report.html")));
        var evaluated = Invocation.Of("evaluate", images.Run("a"), "--samples", "18", "--threads", "1", "--json").Json;
        Assert.Equal(4, evaluated.GetProperty("samples").GetInt32());
        Assert.Equal(0, Invocation.Of("analyse", images.Run("a"), "--limit", "3", "--repeats", "20", "--threads", "1").Status);
        Assert.Equal(0, Invocation.Of("export", images.Run("a")).Status);
        var again = Invocation.Of(Train("small-balance", "b", "--config", images.Run("a/run.json")));
        Assert.Equal(trained.Json.GetProperty("test_nll").GetDouble(), again.Json.GetProperty("test_nll").GetDouble());
        var longer = Invocation.Of("train", "--resume", images.Run("a"), "--epochs", "3", "--threads", "1");
        Assert.True(longer.Status == 0, longer.Error);
    }

    [Theory]
    [InlineData("small-balance", "--samples 5 --heads 2", "small-balance: samples is 5, but there are 2 heads, each of which draws as often as the others; take a multiple of 2, such as 4 or 6, or another number of heads, such as 5.")]
    [InlineData("small-balance", "--heads 3", "small-balance: samples is 2, but there are 3 heads")]
    [InlineData("small", "--heads 3", "small: 3 heads are asked for, but no factor of it is distinct")]
    [InlineData("small-balance", "--heads 0", "--heads")]
    public void Heads_that_do_not_go_with_the_samples_are_refused(string model, string options, string expected)
    {
        var result = Invocation.Of(Train(model, "a", options.Split(' ')));
        Assert.Equal(2, result.Status);
        Assert.Contains(expected, result.Error);
    }

    [Fact]
    public void Evaluation_shows_no_time_of_training()
    {
        var trained = Invocation.Of([.. Train("small", "a").Where(a => a != "--json")]);
        Assert.Contains("seconds", trained.Output);
        var evaluated = Invocation.Of("evaluate", images.Run("a"), "--samples", "3", "--threads", "1");
        Assert.Contains("log p(x)", evaluated.Output);
        Assert.DoesNotContain("seconds", evaluated.Output);
    }

    [Fact]
    public void A_folder_that_holds_a_run_is_not_overwritten()
    {
        Assert.Equal(0, Invocation.Of(Train("small", "a")).Status);
        var again = Invocation.Of(Train("small", "a"));
        Assert.Equal(2, again.Status);
        Assert.Contains("holds a run already", again.Error);
    }

    [Fact]
    public void Numbers_look_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fi-FI");
            var result = Invocation.Of(Train("small", "a", "--learning-rate", "0.002"));
            Assert.Equal(0.002, result.Json.GetProperty("learning_rate").GetDouble());
            Assert.Equal("fi-FI", CultureInfo.CurrentCulture.Name);
            Assert.Matches(@"bound -\d+\.\d\d nats", result.Error);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Another_models_parameters_are_refused()
    {
        Assert.Equal(0, Invocation.Of(Train("small", "a")).Status);
        var path = images.Run("a/run.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"small\"", "\"small-balance\"").Replace("\"samples\": 3", "\"samples\": 2"));
        var result = Invocation.Of("evaluate", images.Run("a"));
        Assert.Equal(1, result.Status);
        Assert.Contains("is missing", result.Error);
    }
}

using System.Text.Json;
using Hiwae.Training;

namespace Hiwae.Cli.Tests;

/// <summary>The command that writes ONNX files; that they give what the network gives is tested where they are made.</summary>
public sealed partial class ExportTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string Trained(string model)
    {
        var run = images.Run("a");
        var result = Invocation.Of(
            "train", model, "--data", images.Path, "--epochs", "1", "--batch", "20", "--test-samples", "4", "--threads", "1", "--samples", "2", "--out", run);
        Assert.True(result.Status == 0, result.Error);
        return run;
    }

    [Fact]
    public void Both_files_are_written_into_the_runs_folder_and_listed()
    {
        var run = Trained("small-balance");
        var result = Invocation.Of("export", run);
        Assert.True(result.Status == 0, result.Error);
        Assert.Empty(result.Error);
        var lines = result.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] rows = [.. lines.Skip(2).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal(
            [
                "encoder in x [batch, 64] X, observed",
                "encoder out z0_mean [batch, 2] The mean of q(z0 | x), Normal",
                "encoder out z0_scale [batch, 2] The standard deviation of q(z0 | x), Normal",
                "encoder out z_mean [batch, 2, 2] The mean of q_j(z | z0, x), Normal",
                "encoder out z_scale [batch, 2, 2] The standard deviation of q_j(z | z0, x), Normal",
                "decoder in z [batch, 2] Z, latent",
                "decoder out x_mean [batch, 64] The mean of p(x | z), Bernoulli",
            ],
            rows[..^2]);
        foreach (var (line, part) in rows[^2..].Zip(["encoder", "decoder"]))
            Assert.Matches($@"^{System.Text.RegularExpressions.Regex.Escape(Path.Combine(run, "onnx", part + ".onnx"))}: \d+ operators, [\d,]+ bytes$", line);
        Assert.Equal(["decoder.onnx", "encoder.onnx"], Directory.GetFiles(Path.Combine(run, "onnx")).Select(Path.GetFileName).Order());
        Assert.Equal(0, Invocation.Of("export", run).Status); // Once more over the old ones.
    }

    [Fact]
    public void With_json_one_object_says_what_was_written()
    {
        var run = Trained("small-labelled");
        var json = Invocation.Of("export", run, "--part", "decoder", "--out", images.Run("out"), "--json").Json;
        Assert.Equal((run, "small-labelled", 1, 2), (json.GetProperty("run").GetString(), json.GetProperty("model").GetString(), json.GetProperty("epochs").GetInt32(), json.GetProperty("samples").GetInt32()));
        var file = Assert.Single(json.GetProperty("files").EnumerateArray());
        Assert.Equal("decoder", file.GetProperty("part").GetString());
        var path = file.GetProperty("file").GetString()!;
        Assert.Equal(images.Run("out/decoder.onnx"), path);
        Assert.Equal(new FileInfo(path).Length, file.GetProperty("bytes").GetInt64());
        Assert.Equal(["z [null,2]", "y [null,8]"], file.GetProperty("inputs").EnumerateArray().Select(Line));
        Assert.Equal(["x_mean [null,64]"], file.GetProperty("outputs").EnumerateArray().Select(Line));
        Assert.Equal(17, json.GetProperty("operator_set").GetInt32());
        Assert.Equal([path], Directory.GetFiles(images.Run("out")));

        static string Line(JsonElement tensor) => $"{tensor.GetProperty("name").GetString()} {JsonSerializer.Serialize(tensor.GetProperty("shape"))}";
    }

    [Fact]
    public void The_metadata_name_epoch_and_data()
    {
        var run = Trained("small");
        Assert.Equal(0, Invocation.Of("export", run).Status);
        var model = global::Onnx.ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(run, "onnx", "encoder.onnx")));
        var metadata = model.MetadataProps.ToDictionary(pair => pair.Key, pair => pair.Value);
        Assert.Equal(("small", "1", "1", "10"), (metadata["hiwae.model"], metadata["hiwae.epoch"], metadata["hiwae.kept_epoch"], metadata["hiwae.step"]));
        Assert.Equal(Path.GetFileName(images.Path), metadata["hiwae.data"]);
    }

    [Theory]
    [InlineData("/no/such/run", "/no/such/run is not the folder of a training run: there is no such folder.")]
    [InlineData("{file}", "{file} is not the folder of a training run: it is a file.")]
    public void What_is_no_run_is_named(string folder, string expected)
    {
        string Named(string text) => text.Replace("{file}", typeof(ExportTests).Assembly.Location, StringComparison.Ordinal);
        var result = Invocation.Of("export", Named(folder));
        Assert.Equal(1, result.Status);
        Assert.StartsWith($"error: {Named(expected)}", result.Error);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_named()
    {
        var run = Trained("small");
        File.WriteAllText(images.Run("file"), "");
        var result = Invocation.Of("export", run, "--out", images.Run("file"));
        Assert.Equal(2, result.Status);
        Assert.Contains($"{images.Run("file")} is a file", result.Error);
        Assert.Equal(2, Invocation.Of("export", run, "--out", run).Status); // Its own folder is the run's.
    }

    [Fact]
    public void A_model_that_infers_a_target_has_nothing_to_export()
    {
        var run = images.Run("toy");
        var entry = DeclaredModels.All.Single(model => model.Description.Name == "small-target");
        entry.Accept(new Saved(run, Trained("small")));
        var result = Invocation.Of("export", run);
        Assert.Equal(1, result.Status);
        Assert.Equal(
            [
                "error: small-target has no encoder to export: no data reach q_θ(z). Export a model whose Q is conditioned on data.",
                "error: small-target has no decoder to export: nothing is observed. Export a model with an observed variable given a latent one.",
            ],
            result.Error.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(Path.Combine(run, "onnx")));
    }

    [Fact]
    public void A_part_that_a_model_has_not_is_a_warning_where_the_other_is_written()
    {
        var run = Trained("small-blind");
        const string reason = "small-blind has no encoder to export: no data reach q_θ(z). Export a model whose Q is conditioned on data.";
        var result = Invocation.Of("export", run);
        Assert.Equal((0, $"warning: {reason}"), (result.Status, result.Error.TrimEnd()));
        Assert.Equal(["decoder.onnx"], Directory.GetFiles(Path.Combine(run, "onnx")).Select(Path.GetFileName));
        Assert.Equal(reason, Invocation.Of("export", run, "--json").Json.GetProperty("warnings")[0].GetString());
        var alone = Invocation.Of("export", run, "--part", "encoder");
        Assert.Equal((1, $"error: {reason}"), (alone.Status, alone.Error.TrimEnd()));
    }

#pragma warning disable HIW0065 // A Q that no data reach is what the warning is for.
    [Model(Samples = 2)]
    public sealed partial record SmallBlind(
        [Shape(64), P<Bernoulli>(nameof(Z))] Tensor X,
        [Shape(2), P<Normal>, Q<Normal>(Learned = true)] Tensor Z);
#pragma warning restore HIW0065

    /// <summary>Keeps an untrained network under the record of another run.</summary>
    private sealed class Saved(string folder, string other) : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            Directory.CreateDirectory(folder);
            using var network = TModel.CreateNetwork(Noise.FromSeed(1));
            Checkpoint.Save(folder, network, Checkpoint.ReadRun(other) with { Model = TModel.Description.Name });
            return true;
        }
    }
}

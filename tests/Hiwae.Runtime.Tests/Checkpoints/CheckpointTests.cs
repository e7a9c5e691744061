using Hiwae.Checkpoints;
using Hiwae.Data;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Runtime.Tests.Training;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Checkpoints;

public sealed class CheckpointTests
{
    internal static RunRecord Run { get; } = new()
    {
        Version = "1.2.3",
        Model = "tiny-balance",
        Data = new("glyphs", "glyphs", Binarisation.None, 28, 28, 20_000),
        Options = new TrainingOptions { Epochs = 7, LearningRate = 0.1, Patience = 3, GradientNorm = null },
        Samples = 3,
        Seed = 42,
        Threads = 2,
        Engine = "engine 1",
        Epoch = 4,
        Step = 900,
        Status = RunStatus.Interrupted,
        Metrics = new() { TestNll = 1.0 / 3, TestNllSamples = 5 },
    };

    [Fact]
    public void Parameters_and_record_come_back()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var saved = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        using var loaded = TinyBalance.CreateNetwork(Noise.FromSeed(2));
        Checkpoint.Save(folder.Path, saved, Run);
        Checkpoint.Load(folder.Path, loaded);
        foreach (var (name, parameter) in saved.state_dict())
            Assert.True(parameter.eq(loaded.state_dict()[name]).all().ToBoolean(), name);
        Assert.Equal(Run, Checkpoint.ReadRun(folder.Path));
        Assert.Equal(["model.safetensors", "run.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    /// <summary>Each schedule, with every refinement.</summary>
    public static TheoryData<LearningRateSchedule> Schedules =>
    [
        new LearningRateSchedule.Constant(), new LearningRateSchedule.Step(7, 0.3), new LearningRateSchedule.Cosine(), new LearningRateSchedule.Burda(),
    ];

    [Theory, MemberData(nameof(Schedules))]
    public void Every_option_comes_back(LearningRateSchedule schedule)
    {
        using var folder = new TemporaryFolder();
        var run = Run with
        {
            Options = new()
            {
                Epochs = 3,
                BatchSize = 5,
                Samples = 4,
                Heads = 2,
                Alpha = 0.25,
                Gradient = Gradient.DoublyReparameterised,
                LearningRate = 0.2,
                InferenceLearningRate = 0.3,
                Schedule = schedule,
                AmsGrad = true,
                Beta1 = 0.8,
                Beta2 = 0.98,
                Epsilon = 1e-4,
                OutputStart = OutputStart.Mean,
                InferenceUpdates = 6,
                KlWeight = 4,
                WarmUp = 1.5,
                FreeBits = 2.5,
                Averaging = 0.999,
                Seed = 8,
                GradientNorm = 9,
                Patience = 10,
                Missing = 0.25,
                MaskSeed = 11,
                SamplesPerBlock = 12,
                Step = Hiwae.Compilation.StepPath.Portable,
                Precision = Hiwae.Compilation.Precision.BFloat16,
            },
        };
        Checkpoint.SaveRun(folder.Path, run);
        Assert.Equal(run, Checkpoint.ReadRun(folder.Path));
        var cyclical = run with { Options = run.Options with { WarmUp = 0, KlCycles = 3 } };
        Checkpoint.SaveRun(folder.Path, cyclical);
        Assert.Equal(cyclical, Checkpoint.ReadRun(folder.Path));
        foreach (var property in typeof(TrainingOptions).GetProperties())
        {
            var written = property.Name == nameof(TrainingOptions.KlCycles) ? cyclical : run;
            Assert.NotEqual(property.GetValue(new TrainingOptions()), property.Name == nameof(TrainingOptions.Schedule) ? "" : property.GetValue(written.Options));
        }
    }

    [Fact]
    public void A_record_without_refinements_has_none()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(Checkpoint.RunFile), """
            {
              "format": 1, "version": "0.1.0", "model": "tiny-balance",
              "data": { "source": "glyphs", "name": "glyphs", "binarisation": "None", "height": 28, "width": 28, "training_images": 20000 },
              "options": {
                "epochs": 7, "batch_size": 100, "samples": null, "learning_rate": 0.1, "seed": 1, "gradient_norm": null, "patience": 3,
                "missing": 0, "step": "Automatic"
              },
              "samples": 3, "seed": 1, "threads": 2, "engine": "engine 1", "epoch": 4, "kept_epoch": null, "step": 900, "status": "Interrupted"
            }
            """);
        var run = Checkpoint.ReadRun(folder.Path);
        Assert.Equal(new TrainingOptions { Epochs = 7, LearningRate = 0.1, GradientNorm = null, Patience = 3 }, run.Options);
        Assert.Equal(new RunMetrics(), run.Metrics);
    }

    [Fact]
    public void Every_tensor_that_does_not_fit_is_named_and_nothing_is_copied()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        var tensors = network.state_dict().ToDictionary(p => p.Key, p => p.Value.detach() + 1);
        tensors.Remove("q_z.head.bias");
        tensors["extra"] = zeros(2);
        tensors["p_x.head.bias"] = zeros(3);
        Safetensors.Write(folder.File(Checkpoint.ModelFile), tensors);
        var before = network.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone());
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(folder.Path, network));
        Assert.Contains("q_z.head.bias [12] is missing", error.Message);
        Assert.Contains("extra [2] is not expected", error.Message);
        Assert.Contains("p_x.head.bias is [3] where the model has [16]", error.Message);
        foreach (var (name, parameter) in network.state_dict())
            Assert.True(parameter.eq(before[name]).all().ToBoolean(), name);
    }

    [Theory]
    [InlineData("", "it is empty, or a pipe or a device instead of a file. The record is damaged")]
    [InlineData(" ", "line 1")]
    [InlineData("{", "line 1")]
    [InlineData("null", "does not describe a run")]
    [InlineData("{}", "required")]
    public void A_damaged_record_is_an_error_of_the_checkpoint(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(Checkpoint.RunFile), text);
        Assert.Contains(expected, Assert.Throws<CheckpointException>(() => Checkpoint.ReadRun(folder.Path)).Message);
    }

    [Fact]
    public void A_record_of_a_later_format_is_refused()
    {
        using var folder = new TemporaryFolder();
        Checkpoint.SaveRun(folder.Path, Run with { Format = 99 });
        Assert.Contains("format 99", Assert.Throws<CheckpointException>(() => Checkpoint.ReadRun(folder.Path)).Message);
    }

    [Fact]
    public void A_folder_without_a_run_is_named()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.ReadRun(folder.Path));
        Assert.Contains(folder.Path, error.Message);
        Assert.Contains("not the folder of a training run", error.Message);
    }
}

using System.Text.Json;
using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
using Hiwae.Training;

namespace Hiwae.Cli.Tests;

/// <summary>The options of training beyond plain gradient ascent.</summary>
public sealed class RefinementTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Train(string model, string run, params string[] more) =>
    [
        "train", model, "--data", images.Path, "--epochs", "2", "--batch", "20", "--test-samples", "20", "--threads", "1",
        "--out", images.Run(run), .. more,
    ];

    /// <summary>A flag, and the options that it must make of the defaults.</summary>
    public static TheoryData<string, TrainingOptions> Flags => new()
    {
        { "--gradient reparameterised", new() { Gradient = Gradient.Reparameterised } },
        { "--gradient stl", new() { Gradient = Gradient.StickingTheLanding } },
        { "--gradient sticking-the-landing", new() { Gradient = Gradient.StickingTheLanding } },
        { "--gradient dreg", new() { Gradient = Gradient.DoublyReparameterised } },
        { "--gradient doubly-reparameterised", new() { Gradient = Gradient.DoublyReparameterised } },
        { "--inference-updates 3", new() { InferenceUpdates = 3 } },
        { "--learning-rate 0.002 --inference-learning-rate 0.004", new() { LearningRate = 0.002, InferenceLearningRate = 0.004 } },
        { "--schedule constant", new() },
        { "--schedule cosine", new() { Schedule = new LearningRateSchedule.Cosine() } },
        { "--schedule burda", new() { Schedule = new LearningRateSchedule.Burda() } },
        { "--schedule step", new() { Schedule = new LearningRateSchedule.Step(10, 0.5) } },
        { "--schedule step --schedule-step 1 --schedule-factor 0.25", new() { Schedule = new LearningRateSchedule.Step(1, 0.25) } },
        { "--amsgrad", new() { AmsGrad = true } },
        { "--beta1 0.5 --beta2 0.99 --epsilon 1e-4", new() { Beta1 = 0.5, Beta2 = 0.99, Epsilon = 1e-4 } },
        { "--output-start zero", new() },
        { "--output-start mean", new() { OutputStart = OutputStart.Mean } },
        { "--kl-weight 4", new() { KlWeight = 4 } },
        { "--kl-weight 0.5 --kl-cycles 2", new() { KlWeight = 0.5, KlCycles = 2 } },
        { "--warm-up 1.5", new() { WarmUp = 1.5 } },
        { "--free-bits 2.5", new() { FreeBits = 2.5 } },
        { "--averaging 0.9", new() { Averaging = 0.9 } },
    };

    [Theory, MemberData(nameof(Flags))]
    public void Every_flag_reaches_the_record_and_training(string flags, TrainingOptions expected)
    {
        var result = Invocation.Of(Train("small", "a", [.. flags.Split(' '), "--json"]));
        Assert.True(result.Status == 0, result.Error);
        Assert.Equal(expected with { Epochs = 2, BatchSize = 20 }, Checkpoint.ReadRun(images.Run("a")).Options);
        Assert.Equal(0, Invocation.Of("evaluate", images.Run("a"), "--samples", "3", "--threads", "1").Status);
    }

    [Fact]
    public void The_result_has_every_refinement()
    {
        var result = Invocation.Of(Train(
            "small", "a", "--json", "--gradient", "stl", "--inference-updates", "2", "--inference-learning-rate", "0.004", "--schedule", "step",
            "--schedule-step", "1", "--amsgrad", "--beta1", "0.5", "--beta2", "0.99", "--epsilon", "0.0001", "--output-start", "mean", "--kl-weight", "4", "--warm-up", "1", "--free-bits", "0.5", "--averaging", "0.9"));
        Assert.True(result.Status == 0, result.Error);
        var json = result.Json;
        Assert.Equal("stl", json.GetProperty("gradient").GetString());
        Assert.Equal(2, json.GetProperty("inference_updates").GetInt32());
        Assert.Equal(0.004, json.GetProperty("inference_learning_rate").GetDouble());
        Assert.Equal("step", json.GetProperty("schedule").GetProperty("kind").GetString());
        Assert.Equal(1, json.GetProperty("schedule").GetProperty("every").GetInt32());
        Assert.Equal(0.5, json.GetProperty("schedule").GetProperty("factor").GetDouble());
        Assert.True(json.GetProperty("amsgrad").GetBoolean());
        Assert.Equal((0.5, 0.99, 0.0001, "mean"), (json.GetProperty("beta1").GetDouble(), json.GetProperty("beta2").GetDouble(), json.GetProperty("epsilon").GetDouble(), json.GetProperty("output_start").GetString()));
        Assert.Equal((4, 0), (json.GetProperty("kl_weight").GetDouble(), json.GetProperty("kl_cycles").GetInt32()));
        Assert.Contains("training (β = 4)", result.Error, StringComparison.Ordinal);
        Assert.Contains("(β = 1)", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, json.GetProperty("warm_up").GetDouble());
        Assert.Equal(0.5, json.GetProperty("free_bits").GetDouble());
        Assert.Equal(0.9, json.GetProperty("averaging").GetDouble());
        Assert.Equal("portable", json.GetProperty("step").GetString());
        foreach (var part in new[] { "because free bits", "gradient stl", "2 updates", "AMSGrad", "β₁ = 0.5, β₂ = 0.99, ε = 1e-4", "output started at the mean of the data", "KL weight β = 4", "warm-up of 1 epochs", "0.5 nats", "decay 0.9", "every 1 epochs" })
            Assert.Contains(part, result.Error);
    }

    [Fact]
    public void Without_refinements_the_result_says_that_there_are_none()
    {
        var json = Invocation.Of(Train("small", "a", "--json")).Json;
        Assert.Equal("reparameterised", json.GetProperty("gradient").GetString());
        Assert.Equal(1, json.GetProperty("inference_updates").GetInt32());
        Assert.Equal(json.GetProperty("learning_rate").GetDouble(), json.GetProperty("inference_learning_rate").GetDouble());
        Assert.Equal("constant", json.GetProperty("schedule").GetProperty("kind").GetString());
        Assert.False(json.GetProperty("amsgrad").GetBoolean());
        Assert.Equal((0.9, 0.999, 1e-8, "zero"), (json.GetProperty("beta1").GetDouble(), json.GetProperty("beta2").GetDouble(), json.GetProperty("epsilon").GetDouble(), json.GetProperty("output_start").GetString()));
        Assert.Equal(1, json.GetProperty("kl_weight").GetDouble());
        foreach (var name in new[] { "kl_cycles", "warm_up", "free_bits", "averaging" })
            Assert.Equal(0, json.GetProperty(name).GetDouble());
    }

    [Fact]
    public void A_compiled_step_with_free_bits_is_refused_with_the_reason()
    {
        var result = Invocation.Of(Train("small", "a", "--free-bits", "2", "--step", "compiled"));
        Assert.Equal(1, result.Status);
        Assert.Contains("free bits join the data of a batch", result.Error);
        Assert.Contains("portable", result.Error);
        Assert.False(Directory.Exists(images.Run("a")));
    }

    [Fact]
    public void What_evaluation_measures_is_the_average_that_training_measured()
    {
        string[] line = Train("small-balance", "a", "--averaging", "0.95", "--learning-rate", "0.02", "--json");
        var trained = Invocation.Of(line).Json;
        var evaluation = Invocation.Of("evaluate", images.Run("a"), "--samples", "20", "--threads", "1", "--json");
        Assert.Contains("averaged", evaluation.Error);
        var evaluated = evaluation.Json;
        foreach (var name in new[] { "test_bound", "test_nll", "effective_sample_size" })
            Assert.Equal(trained.GetProperty(name).GetDouble(), evaluated.GetProperty(name).GetDouble());
        var plain = Invocation.Of([.. Train("small-balance", "b", "--learning-rate", "0.02", "--json")]).Json;
        Assert.Equal(plain.GetProperty("training_bound").GetDouble(), trained.GetProperty("training_bound").GetDouble());
        Assert.NotEqual(plain.GetProperty("test_bound").GetDouble(), trained.GetProperty("test_bound").GetDouble());
    }

    [Fact]
    public void An_interruption_keeps_the_average()
    {
        JsonElement Stopped(string run, params string[] more)
        {
            var interruption = new Interruption();
            var error = new ListeningWriter(text =>
            {
                if (text.Contains("epoch 1 of", StringComparison.Ordinal))
                    interruption.Request();
            });
            Assert.Equal(130, Invocation.Of(interruption, error, Train("small", run, ["--json", "--learning-rate", "0.05", .. more])).Status);
            return Invocation.Of("evaluate", images.Run(run), "--samples", "20", "--threads", "1", "--json").Json;
        }

        var (averaged, plain) = (Stopped("a", "--averaging", "0.99"), Stopped("b"));
        Assert.Equal("interrupted", averaged.GetProperty("status").GetString());
        Assert.NotEqual(plain.GetProperty("test_bound").GetDouble(), averaged.GetProperty("test_bound").GetDouble());
    }
}

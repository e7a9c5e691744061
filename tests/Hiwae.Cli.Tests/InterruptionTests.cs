using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
using Hiwae.Tests;
using Hiwae.Training;

namespace Hiwae.Cli.Tests;

public sealed class InterruptionTests : IDisposable
{
    private const int Interrupt = 2; // SIGINT
    private const int Terminate = 15; // SIGTERM
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Train(int epochs, params string[] more) =>
    [
        "train", "small", "--data", images.Path, "--epochs", $"{epochs}", "--batch", "20", "--test-samples", "20", "--threads", "1",
        "--out", images.Run("a"), "--json", .. more,
    ];

    [UnixFact]
    public void A_signal_after_the_first_epoch_stops_the_run_and_keeps_it()
    {
        using var interruption = Interruption.OfSignals();
        var isSent = false;
        var error = new ListeningWriter(line =>
        {
            if (isSent || !line.Contains("epoch 1 of", StringComparison.Ordinal))
                return;
            isSent = true;
            Assert.Equal(0, Kill(Environment.ProcessId, IsIgnored(Interrupt) ? Terminate : Interrupt));
            Assert.True(SpinWait.SpinUntil(() => interruption.IsRequested, Patience), "the signal did not arrive");
        });
        var result = Invocation.Of(interruption, error, Train(epochs: 1000));
        Assert.True(result.Status == 130, result.Error);
        Assert.True(result.Json.GetProperty("interrupted").GetBoolean());
        Assert.Equal(1, result.Json.GetProperty("epochs_done").GetInt32());
        var evaluated = Invocation.Of("evaluate", images.Run("a"), "--samples", "3", "--threads", "1", "--json");
        Assert.Equal(0, evaluated.Status);
        Assert.Equal("interrupted", evaluated.Json.GetProperty("status").GetString());
    }

    [Fact]
    public void An_interruption_in_mid_epoch_leaves_a_checkpoint_that_evaluation_reads()
    {
        var interruption = new Interruption();
        interruption.Request();
        var result = Invocation.Of(interruption, new StringWriter(), Train(epochs: 2));
        Assert.Equal(130, result.Status);
        Assert.True(result.Json.GetProperty("interrupted").GetBoolean());
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("test_nll").ValueKind);
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("kept_epoch").ValueKind);
        Assert.Contains($"evaluate {images.Run("a")}", result.Error);
        var run = Checkpoint.ReadRun(images.Run("a"));
        Assert.Equal((RunStatus.Interrupted, 0, 0L), (run.Status, run.Epoch, run.Step));
        Assert.Equal(0, Invocation.Of("evaluate", images.Run("a"), "--samples", "3", "--threads", "1").Status);
    }

    [Theory]
    [InlineData("compiled")]
    [InlineData("portable")]
    public void An_interruption_within_a_step_of_many_samples_is_answered_at_once(string step)
    {
        var interruption = new Interruption();
        var asked = new Stopwatch();
        using var timer = new Timer(
            _ =>
            {
                asked.Start();
                interruption.Request();
            },
            null,
            dueTime: 3000,
            Timeout.Infinite);
        var result = Invocation.Of(interruption, new StringWriter(), [.. Train(epochs: 1, "--samples", "10000000", "--step", step)]);
        Assert.InRange(asked.Elapsed, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(4));
        Assert.True(result.Status == 130, result.Error);
        Assert.Contains("in blocks of", result.Error);
        Assert.Contains("of 10,000,000 proposals", result.Error);
        var run = Checkpoint.ReadRun(images.Run("a"));
        Assert.Equal((RunStatus.Interrupted, 0, 0L), (run.Status, run.Epoch, run.Step));

        // The parameters are those of before the step.
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var network = Small.CreateNetwork(Noise.FromSeed(run.Seed), run.Samples);
        using var saved = Small.CreateNetwork(Noise.FromSeed(run.Seed + 1), run.Samples);
        Checkpoint.Load(images.Run("a"), saved);
        Assert.All(network.parameters().Zip(saved.parameters()), pair => Assert.True(pair.First.eq(pair.Second).all().item<bool>()));
    }

    [Fact]
    public void An_interruption_at_the_end_of_the_last_epoch_leaves_a_complete_run()
    {
        var result = InterruptedAt("epoch 2 of 2", Train(epochs: 2));
        Assert.Equal(130, result.Status);
        Assert.Contains("Training is complete", result.Error);
        var run = Checkpoint.ReadRun(images.Run("a"));
        Assert.Equal((RunStatus.Completed, 2, 2), (run.Status, run.Epoch, run.KeptEpoch));
        Assert.True(result.Json.GetProperty("interrupted").GetBoolean());
    }

    [Fact]
    public void An_interruption_when_patience_ends_still_returns_to_the_best_parameters()
    {
        string[] line = Train(40, "--patience", "1", "--learning-rate", "0.3");
        var whole = Invocation.Of(line).Json;
        var (done, kept) = (whole.GetProperty("epochs_done").GetInt32(), whole.GetProperty("kept_epoch").GetInt32());
        Assert.Equal(done - 1, kept);
        var parameters = File.ReadAllBytes(images.Run("a/model.safetensors"));
        Directory.Delete(images.Run("a"), recursive: true);

        Assert.Equal(130, InterruptedAt($"epoch {done} of 40", line).Status);
        var run = Checkpoint.ReadRun(images.Run("a"));
        Assert.Equal((RunStatus.Completed, done, kept), (run.Status, run.Epoch, run.KeptEpoch));
        Assert.Equal(parameters, File.ReadAllBytes(images.Run("a/model.safetensors")));
    }

    private static Invocation InterruptedAt(string part, string[] line)
    {
        var interruption = new Interruption();
        var error = new ListeningWriter(text =>
        {
            if (text.Contains(part, StringComparison.Ordinal))
                interruption.Request();
        });
        return Invocation.Of(interruption, error, line);
    }

    // A shell's background jobs are started without ears for Ctrl-C.
    private static bool IsIgnored(int signal)
    {
        const string Status = "/proc/self/status", Field = "SigIgn:";
        if (!File.Exists(Status))
            return false; // Only Linux tells.
        var line = File.ReadLines(Status).First(l => l.StartsWith(Field, StringComparison.Ordinal));
        return (ulong.Parse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}

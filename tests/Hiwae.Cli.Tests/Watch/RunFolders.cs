using Hiwae.Checkpoints;
using Hiwae.Cli.History;
using Hiwae.Training;

namespace Hiwae.Cli.Tests.Watch;

/// <summary>Folders of runs as training leaves them, made of one that was trained.</summary>
internal sealed class RunFolders : IDisposable
{
    private static readonly Lazy<(RunRecord Run, MetricsReading History, byte[] Picture)> Trained = new(Train);

    public string Path { get; } = Directory.CreateTempSubdirectory("hiwae-").FullName;

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>A run of some epochs, whose bounds are of its own.</summary>
    public void Add(string name, int epochs, RunStatus status = RunStatus.Running, bool isHeld = true, double learningRate = 0.001, string data = "glyphs")
    {
        Directory.CreateDirectory(Of(name));
        var run = Trained.Value.Run;
        MetricsFile.Write(Of(name), Enumerable.Range(1, epochs).Select(Epoch));
        File.WriteAllBytes(System.IO.Path.Combine(Of(name), RunPictures.SamplesFile), Trained.Value.Picture);
        if (isHeld)
            File.WriteAllText(System.IO.Path.Combine(Of(name), ".lock"), "\n");
        Checkpoint.SaveRun(Of(name), run with
        {
            Status = status,
            Epoch = epochs,
            KeptEpoch = epochs,
            Data = run.Data with { Name = data },
            Options = run.Options with { Epochs = 10, LearningRate = learningRate },
            Metrics = new() { Seconds = 2 * epochs, TestBound = status == RunStatus.Completed && !isHeld ? -50 : null },
        });
    }

    /// <summary>One more epoch.</summary>
    public void AddEpoch(string name, int epoch) => MetricsFile.Append(Of(name), Epoch(epoch));

    public static EpochLine Epoch(int epoch) => new() { Epoch = epoch, Step = epoch, TrainingBound = -100.0 / epoch, ValidationBound = -101.0 / epoch, LearningRate = 0.001, Seconds = 2 * epoch, ImagesPerSecond = 10 };

    private static (RunRecord Run, MetricsReading History, byte[] Picture) Train()
    {
        using var images = new SmallImages();
        var result = Invocation.Of("train", "small", "--data", images.Path, "--epochs", "1", "--test-samples", "10", "--threads", "1", "--out", images.Run("a"));
        Assert.True(result.Status == 0, result.Error);
        return (Checkpoint.ReadRun(images.Run("a")), MetricsFile.Read(images.Run("a")), File.ReadAllBytes(images.Run("a/samples.png")));
    }
}

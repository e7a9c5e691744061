using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Training;
using Hiwae.Words;

namespace Hiwae.Cli.History;

/// <summary>
/// Keeps the history of a run in its folder: a line of <c>metrics.jsonl</c> and an event for TensorBoard at the end of each epoch, pictures at a few. It never ends a training: what cannot be
/// written is one warning, and tried again with the next epoch.
/// </summary>
/// <param name="folder">The run's folder.</param>
/// <param name="progress">Told of what cannot be written.</param>
/// <param name="epochs">The epochs that the run is to have.</param>
internal sealed class RunHistory(RunFolder folder, IProgressSink progress, int epochs)
{
    private readonly List<MetricsLine> lines = [];
    private EventFile? events;
    private int written; // Lines in the file of metrics.
    private int told; // Lines in the file of events, or in earlier ones.
    private int before; // Those in earlier ones.
    private bool isWarned;
    private bool hasPictures = true;

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<MetricsLine> Lines => lines;

    /// <summary>Takes up the history that is in the folder, from an epoch on: what is said there of later ones, and of a test, is forgotten. TensorBoard gets a new file.</summary>
    /// <param name="epoch">The last epoch that stands.</param>
    public void Continue(int epoch) => Try(() =>
    {
        lines.Clear();
        lines.AddRange(MetricsFile.Read(folder.Path).Epochs.Where(line => line.Epoch <= epoch));
        (events, before, written) = (null, lines.Count, 0);
        folder.Write(path => MetricsFile.Write(path, lines));
        written = lines.Count;
    });

    /// <summary>An epoch ended, or a test was made.</summary>
    /// <param name="line">What is to be said of it.</param>
    /// <param name="isKept">Whether the run's checkpoint is on disk: where it is not, the line waits, so that a folder never tells of more than it has.</param>
    /// <param name="network">The parameters, which are left as they are.</param>
    /// <param name="binding">The data.</param>
    public void Add<TModel>(MetricsLine line, bool isKept, ModelNetwork<TModel> network, DataBinding binding) where TModel : class, IModel<TModel>
    {
        lines.Add(line);
        if (!isKept || !folder.IsInPlace)
            return;
        Try(() =>
        {
            folder.Write(Write);
            var isDue = line is TestLine || RunPictures.AreDue(line.Epoch, epochs);
            var pictures = isDue && hasPictures ? RunPictures.Of(network, binding) : null;
            hasPictures &= !isDue || pictures is not null;
            WriteEvents(line, pictures);
            Save(RunPictures.ReconstructionsFile, pictures?.Reconstructions);
            Save(RunPictures.SamplesFile, pictures?.Samples);
        });
    }

    /// <summary>Writes a page about the run.</summary>
    /// <param name="name">Its file in the folder.</param>
    /// <param name="text">Makes its text.</param>
    /// <returns>Its path; null where it could not be written.</returns>
    public string? AddPage(string name, Func<string> text)
    {
        string? file = null;
        Try(() =>
        {
            var path = Path.Combine(folder.Path, name);
            var page = text();
            if (PictureFiles.Write(path, draft => File.WriteAllText(draft, page)) is { } fault)
                throw new IOException(fault);
            file = path;
        });
        return file;
    }

    private void Write(string path)
    {
        // The folder may have been removed, and made again.
        if (written == lines.Count - 1 && (written == 0 || File.Exists(Path.Combine(path, RunFolder.MetricsFile))))
            MetricsFile.Append(path, lines[^1]);
        else
            MetricsFile.Write(path, lines);
        written = lines.Count;
    }

    private void WriteEvents(MetricsLine line, RunPictures? pictures)
    {
        if (events is null || !File.Exists(events.Path))
            (events, told) = (EventFile.Begin(folder.Path, DateTimeOffset.UtcNow, before == 0 ? null : lines[before].Epoch), before);
        foreach (var one in lines[told..])
        {
            events.Add(one.Epoch, one.Time, EventScalars.Of(one), ReferenceEquals(one, line) && pictures is not null
                ? [("reconstructions", pictures.Reconstructions), ("samples", pictures.Samples)]
                : []);
            told++;
        }
    }

    private void Save(string name, Picture? picture)
    {
        if (picture is not null && PictureFiles.Write(Path.Combine(folder.Path, name), picture.Save) is { } fault)
            throw new IOException(fault);
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (!isWarned)
                progress.Say($"warning: the history of the run is not whole: {Sentence.Of(e.Message)} Training goes on.");
            isWarned = true;
        }
    }
}

/// <summary>The numbers of a line, by the names that TensorBoard shows.</summary>
internal static class EventScalars
{
    /// <summary>Each with its name.</summary>
    public static IEnumerable<(string Tag, double? Value)> Of(MetricsLine line) => line switch
    {
        EpochLine epoch =>
        [
            ("bound/training", epoch.TrainingBound),
            ("bound/validation", epoch.ValidationBound),
            ("learning_rate", epoch.LearningRate),
            ("inference_learning_rate", epoch.InferenceLearningRate == epoch.LearningRate ? null : epoch.InferenceLearningRate),
            ("gradient_norm", epoch.GradientNorm),
            ("images_per_second", epoch.ImagesPerSecond),
        ],
        TestLine test =>
        [
            ("test/bound", test.TestBound),
            ("test/nll", test.TestNll),
            ("test/effective_sample_size", test.EffectiveSampleSize),
            ("test/variance_log_estimate", test.VarianceLogEstimate),
        ],
        _ => [],
    };
}

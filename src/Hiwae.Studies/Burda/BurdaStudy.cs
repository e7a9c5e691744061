using Hiwae.Checkpoints;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Studies.Burda;

/// <summary>The table of Burda et al. (2016): cells are trained for the same number of epochs, each on one thread, and tested.</summary>
internal sealed class BurdaStudy : IDisposable
{
    // The bound on them is in the record of a run; nothing is decided by it.
    private const int Shown = 100;

    private const string PlanName = "burda";

    private readonly DataSplit train;
    private readonly DataSet data;
    private readonly Settings settings;
    private readonly string folder;
    private readonly CancellationToken stop;
    private readonly string mark;
    private readonly ResultStore<CellResult> cells;
    private readonly ResultStore<StudyPlan> plans;

    /// <summary>A study of all images of a set: those for training and for validation are trained on, those for the test are tested on.</summary>
    /// <param name="set">Images of 784 pixels; stays the caller's.</param>
    /// <param name="settings">How cells are trained.</param>
    /// <param name="folder">The study's folder, where everything is kept as soon as it is done.</param>
    /// <param name="stop">Cancelled where the user wants to stop.</param>
    public BurdaStudy(DataSet set, Settings settings, string folder, CancellationToken stop)
    {
        using var scope = torch.NewDisposeScope();
        FieldValues Image(DataSplit split) => split.Fields.First(values => values.Field.Kind is FieldKind.Pixels);
        train = new([FieldValues.Joined([Image(set.Train), Image(set.Validation)])]);
        scope.Detach(train.Tensors);
        data = set with { Train = train, Validation = new([Image(set.Validation).Narrow(0, Math.Min(Shown, set.Validation.Count))]), Test = new([Image(set.Test)]) };
        scope.Detach(data.Validation.Tensors);
        (this.settings, this.folder, this.stop) = (settings with { TestImages = Math.Min(settings.TestImages, set.Test.Count) }, folder, stop);
        mark = $"{this.settings}, {train.Count} training images of {set.Name}, {DataFingerprint.Of(data)}";
        (cells, plans) = (new(Path.Combine(folder, "cells"), BurdaJson.Default.CellResult), new(folder, BurdaJson.Default.StudyPlan));
        Anchors = Burda.Anchors.AreFor(set) ? Burda.Anchors.All : [];
    }

    /// <summary>The number of images that are trained on.</summary>
    public int TrainingImages => train.Count;

    /// <summary>The settings, with no more test images than there are.</summary>
    public Settings Settings => settings;

    /// <summary>What is known of the same cells from others; empty for other data than MNIST.</summary>
    public ImmutableArray<Anchor> Anchors { get; }

    /// <summary>The folder of a cell's run.</summary>
    public string RunOf(Cell cell) => Path.Combine(folder, "runs", cell.Name);

    /// <summary>The file of a cell.</summary>
    public string PathOf(Cell cell) => cells.PathOf(cell.Name);

    /// <summary>What was decided when the study began; null where it has not begun.</summary>
    /// <exception cref="CheckpointException">It began with other settings or data.</exception>
    public StudyPlan? Plan() => plans.Read(PlanName) is not { } plan ? null : plan.Settings == mark ? plan : throw new CheckpointException(
        $"The study in {folder} began with {plan.Settings}; now it is {mark}. Its cells are one table only where all are trained alike: give it the options and the data that it began with, or name another folder with --out.");

    /// <summary>Decides the number of epochs.</summary>
    /// <param name="epochs">The number.</param>
    /// <param name="hours">The budget that it was made by; null where it was given.</param>
    /// <param name="timings">What it was made by.</param>
    public StudyPlan Decide(int epochs, double? hours, IEnumerable<Timing> timings)
    {
        var plan = new StudyPlan(epochs, mark, hours, [.. timings]);
        plans.Keep(PlanName, plan);
        return plan;
    }

    /// <summary>Measures what a cell costs, on this thread; null where the user interrupted it.</summary>
    public Timing? Time(Cell cell) => stop.IsCancellationRequested ? null : cell.Model.Accept(new CellTiming(cell, data, settings, stop));

    /// <summary>The results of cells that are done already; null for the others.</summary>
    public CellResult?[] Known(IReadOnlyList<Cell> all, int epochs) => [.. all.Select(cell => cells.Read(cell.Name) is { } result && result.IsOf(cell, epochs, mark) ? result : null)];

    /// <summary>Trains and tests a cell, on this thread; null where the user interrupted it. A run that was left under way goes on.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="epochs">Its epochs.</param>
    /// <param name="onStep">Told of how far it is, from 0 to 1, and what it does.</param>
    public CellResult? Train(Cell cell, int epochs, Action<double, string> onStep) =>
        stop.IsCancellationRequested ? null : cell.Model.Accept(new CellTraining(cell, data, settings, epochs, mark, RunOf(cell), stop, onStep));

    /// <summary>Keeps what a cell came to.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public void Keep(Cell cell, CellResult result) => cells.Keep(cell.Name, result);

    /// <inheritdoc/>
    public void Dispose()
    {
        train.Dispose();
        data.Validation.Dispose();
    }
}

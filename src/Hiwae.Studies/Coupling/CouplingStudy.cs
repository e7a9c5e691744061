using Hiwae.Checkpoints;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Studies.Coupling;

/// <summary>The study: p is fitted once, then cells are trained, each on one thread.</summary>
/// <param name="data">Images of 28 × 28.</param>
/// <param name="settings">How cells are trained.</param>
/// <param name="fit">How p is fitted.</param>
/// <param name="store">Where everything is kept as soon as it is done.</param>
/// <param name="isStopped">Whether the user wants to stop.</param>
internal sealed class CouplingStudy(DataSet data, Settings settings, DecoderFit fit, CellStore store, Func<bool> isStopped) : IDisposable
{
    // Binarised once: every cell sees the same zeros and ones.
    private const long PixelSeed = 20190514;

    private readonly Dictionary<string, ViewData> views = [];
    private string decoderMark = "";

    /// <summary>Test images that are ranked by the number of modes.</summary>
    private int Ranked => Math.Min(data.Test.Count, Math.Max(settings.TestImages, 300));

    /// <summary>The data of a view.</summary>
    public ViewData this[string view] => views[view];

    /// <summary>What tells the settings of a cell apart.</summary>
    public string Mark(Cell cell) => settings.Mark(decoderMark, cell.Mode);

    /// <summary>Reads p or fits it, and integrates over the plane for some views; false where the user interrupted it.</summary>
    /// <param name="names">The views.</param>
    /// <param name="onStep">Told of the steps of the fit and log p(x) of the last batch.</param>
    /// <exception cref="CheckpointException">p cannot be kept, a file in its place is something else, or the folder has a study of other data or of another p.</exception>
    public bool Prepare(IEnumerable<string> names, Action<int, double>? onStep = null)
    {
        using var scope = torch.NewDisposeScope();
        var train = Pixels(data.Train, data.Train.Count, PixelSeed);
        var test = Pixels(data.Test, Ranked, PixelSeed + 1);
        store.Begin(new(DataFingerprint.Of(data), data.Source, fit));
        if (!File.Exists(store.Decoder))
        {
            using var fitted = fit.Run(train, isStopped, onStep);
            if (fitted is null)
                return false;
            fitted.Write(store.Decoder);
        }

        using var decoder = Decoder.Read(store.Decoder);
        decoderMark = FormattableString.Invariant($"p {decoder.Parameters.Sum(value => value.abs().to_type(torch.ScalarType.Float64).sum().ToDouble()):F4}");
        torch.set_num_threads(1); // What is integrated does not depend on how many there are, to the last bit.
        foreach (var name in names.Where(name => !views.ContainsKey(name)))
        {
            if (isStopped())
                return false;
            views[name] = ViewData.Of(View.Find(name), decoder, train, test, settings);
        }

        return true;
    }

    /// <summary>The results of cells that are done already; null for the others.</summary>
    public CellResult?[] Known(IReadOnlyList<Cell> cells) => [.. cells.Select(cell => store.Read(cell, Mark(cell)))];

    /// <summary>Trains and measures a cell, on this thread; null where the user interrupted it.</summary>
    public CellResult? Train(Cell cell) =>
        isStopped() ? null : Variation.Find(cell.Variation).ModelOf(cell.Family).Accept(new CellTraining(cell, views[cell.View], settings, Mark(cell), isStopped));

    /// <summary>Keeps what a cell came to.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public void Keep(Cell cell, CellResult result) => store.Keep(cell, result);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var view in views.Values)
            view.Dispose();
    }

    private static Tensor Pixels(DataSplit split, int count, long seed)
    {
        using var scope = torch.NewDisposeScope();
        var some = split.Take(count);
        return (some.Fields.First(values => values.Field.Kind is FieldKind.Pixels).Field.Kind is FieldKind.Pixels { Binarisation: var kind }
            ? Binarise.Draw(some.Pixels, kind, Noise.FromSeed(seed))
            : some.Intensities()).flatten(1).MoveToOuterDisposeScope();
    }
}

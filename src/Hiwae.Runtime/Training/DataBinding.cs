using Hiwae.Data;
using Hiwae.Randomness;

namespace Hiwae.Training;

/// <summary>
/// Which fields of a data set fill which of a model's data variables: those that <see cref="ColumnAttribute"/> names; else the image goes to the one that has as many values
/// as there are pixels, the label to the one that has as many as there are classes, columns to those of their names; and masks say what is missing.
/// </summary>
public sealed class DataBinding
{
    private DataBinding(ModelDescription model, DataSet data, double missing, long maskSeed, ImmutableArray<DataPart> parts) =>
        (Model, Data, Missing, MaskSeed, Parts) = (model, data, missing, maskSeed, parts);

    /// <summary>The model.</summary>
    public ModelDescription Model { get; }

    /// <summary>The data set.</summary>
    public DataSet Data { get; }

    /// <summary>The fraction of the values under a mask that is missing where the set does not say which.</summary>
    public double Missing { get; }

    /// <summary>The seed of which values these are.</summary>
    public long MaskSeed { get; }

    /// <summary>What fills each observed and each given variable, in the order of declaration.</summary>
    public ImmutableArray<DataPart> Parts { get; }

    /// <summary>The variable that takes the image, and nothing else; null where none does.</summary>
    public VariableDescription? Image => Model.Data.Zip(Parts).FirstOrDefault(pair => PixelsOf(pair.Second) is not null).First;

    /// <summary>The binarisation of the image's pixels; none where there is no image.</summary>
    public Binarisation Binarisation => Parts.Select(PixelsOf).FirstOrDefault(pixels => pixels is not null)?.Binarisation ?? Binarisation.None;

    /// <summary>The binding of a model to a data set.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data set.</param>
    /// <param name="missing">The fraction of the values under a mask that is missing where the set has no masks of its own, at least 0 and less than 1.</param>
    /// <param name="maskSeed">The seed of which values are missing.</param>
    /// <exception cref="ArgumentException">
    /// The data do not fit the model or are none of its values, or the splits do not fit each other; the message names the variable, what was found and the remedy.
    /// </exception>
    public static DataBinding Of(ModelDescription model, DataSet data, double missing = 0, long maskSeed = 0)
    {
        model.CheckMissing(missing);
        DataChecks.CheckShapes(data);
        var binding = new DataBinding(model, data, missing, maskSeed, DataFit.PartsOf(model, data));
        DataChecks.CheckMasks(binding);
        DataChecks.CheckValues(binding);
        return binding;
    }

    /// <summary>The binding of a model to a data set that it is trained on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data set, with data for training and for validation.</param>
    /// <param name="options">How to train.</param>
    /// <inheritdoc cref="Of(ModelDescription, DataSet, double, long)" path="/exception"/>
    public static DataBinding Of(ModelDescription model, DataSet data, TrainingOptions options)
    {
        var binding = Of(model, data, options.Missing, options.MaskSeed);
        DataChecks.CheckNotEmpty(data, data.Train);
        DataChecks.CheckNotEmpty(data, data.Validation);
        DataChecks.CheckLearnable(binding);
        return binding;
    }

    /// <summary>
    /// The set with standardised numbers where they fill variables on real numbers or given ones, so that those with a support of their own, such as counts and bits, stay as they are. It takes the other one over.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The set.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public static DataSet Standardised(ModelDescription model, DataSet data)
    {
        var parts = model.Data.Zip(DataFit.PartsOf(model, data)).Where(pair => DataFit.DensityOf(pair.First) is null or { Support: Support.Real });
        var fields = parts.SelectMany(pair => pair.Second is DataPart.Values values ? values.Fields : []);
        var names = fields.Where(part => part is { Presentation: Presentation.Numbers, Field.Kind: FieldKind.Numbers { Scaling: null } }).Select(part => part.Field.Name);
        return data.Standardised(names.Distinct()) with { Options = data.Options with { Standardise = true } };
    }

    /// <summary>A training batch, [rows, size] each, with binarisation drawn anew and the masks that the data have at every epoch.</summary>
    /// <param name="split">The split.</param>
    /// <param name="rows">The numbers of the data, 64-bit integers.</param>
    /// <param name="noise">The run's; the batch is on its device, wherever the data are.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public Observation Draw(DataSplit split, Tensor rows, Noise noise)
    {
        var place = split.Fields[0].Values.device;
        if (noise is CounterNoise counter)
            return Draw(split, rows, counter, 0);
        using var scope = NewDisposeScope();
        return Move(scope, Fill(split, rows.to(place), _ => noise));
    }

    /// <summary>A part of a training batch, which has the numbers that it has in the whole.</summary>
    /// <param name="split">The split.</param>
    /// <param name="rows">The numbers of its data.</param>
    /// <param name="noise">The run's, which is moved as far as the whole moves it.</param>
    /// <param name="first">The place of the first of them in the batch.</param>
    internal Observation Draw(DataSplit split, Tensor rows, CounterNoise noise, long first)
    {
        using var scope = NewDisposeScope();

        // The same numbers, drawn where the data are.
        var place = split.Fields[0].Values.device;
        var local = ElementKind.Same(noise.Device, place) ? noise : noise.On(place);
        Noise some = first == 0 ? local : new RowNoise(local, first);
        var batch = Fill(split, rows.to(place), _ => some);
        noise.MoveTo(local.Draws);
        return Move(scope, ReferenceEquals(local, noise) ? batch : batch.To(noise.Device));
    }

    /// <summary>A held-out split, [data, size] each, with binarisation and masks that are the same in every run.</summary>
    /// <param name="split">The split.</param>
    /// <param name="device">Where they are to be; where the data are if null.</param>
    /// <exception cref="ArgumentException">There are no data.</exception>
    public Observation HeldOut(DataSplit split, Device? device = null)
    {
        DataChecks.CheckNotEmpty(Data, split);
        using var scope = NewDisposeScope();
        var all = Fill(split, null, _ => Noise.FromSeed(Binarise.HeldOutSeed));
        return Move(scope, device is null ? all : all.To(device));
    }

    /// <summary>A split in parts of some data, [data, size] each, which are released when the next is asked for: the expectation of what is drawn anew at every epoch, and all else as it is.</summary>
    internal IEnumerable<Observation> Expected(DataSplit split)
    {
        const int Some = 1000;
        var expected = new DataBinding(Model, Data, Missing, MaskSeed, [.. Parts.Select(part => part is DataPart.Values { Fields: var fields } ? new DataPart.Values([.. fields.Select(Intensity)]) : part)]);
        for (long start = 0; start < split.Count; start += Some)
        {
            var part = Part(start, Math.Min(start + Some, split.Count));
            yield return part;
            foreach (var values in part.Values)
                values.Dispose();
        }

        // A scope of its own for each part: none is open while the caller has one.
        Observation Part(long start, long end)
        {
            using var scope = NewDisposeScope();
            var rows = arange(start, end, dtype: ScalarType.Int64).to(split.Fields[0].Values.device);
            return Move(scope, expected.Fill(split, rows, _ => Noise.FromSeed(Binarise.HeldOutSeed))); // Nothing is drawn of it.
        }

        static FieldPart Intensity(FieldPart part) => part.Presentation is Presentation.Pixels ? part with { Presentation = new Presentation.Pixels(Binarisation.None) } : part;
    }

    /// <summary>The variables and what fills each of them, in a line such as <c>X (observed) from 784 pixels; Y (given) from the labels, one-hot of 10</c>.</summary>
    public override string ToString() => DataLine.Of(this);

    private static Presentation.Pixels? PixelsOf(DataPart part) => part is DataPart.Values { Fields: [{ Presentation: Presentation.Pixels pixels }] } ? pixels : null;

    private static Observation Move(DisposeScope scope, Observation observation)
    {
        scope.MoveToOuter(observation.Values.AsEnumerable());
        return observation;
    }

    private Observation Fill(DataSplit split, Tensor? rows, Func<int, Noise> noise) => new Observation(
    [
        .. Parts.Select((part, i) => part.Match(
            values: fields => FieldRows.Values(fields.Fields, split, rows, () => noise(i)),
            mask: mask => mask.IsIn(split) ? FieldRows.Mask(mask, split, rows) : Drawn(split, rows, mask, i))),
    ]).CheckedFor(Model);

    // Each mask has a seed of its own.
    private Tensor Drawn(DataSplit split, Tensor? rows, DataPart.Mask mask, int part) => Missing == 0
        ? ones(rows?.shape[0] ?? split.Count, mask.Size, dtype: ScalarType.Float32)
        : split.Rows.IsEmpty
            ? MaskRows.Of(split.First, rows, split.Count, mask.Size, Missing, Binarise.HeldOutSeed + MaskSeed + part + 1)
            : MaskRows.Of(0, Numbers(split, rows), split.Count, mask.Size, Missing, Binarise.HeldOutSeed + MaskSeed + part + 1);

    /// <summary>The numbers of data in their source: a datum has its mask in whatever split and order it comes.</summary>
    private static Tensor Numbers(DataSplit split, Tensor? rows) =>
        tensor(rows is null ? [.. split.Rows] : Array.ConvertAll(rows.cpu().data<long>().ToArray(), row => split.Rows[checked((int)row)]));
}

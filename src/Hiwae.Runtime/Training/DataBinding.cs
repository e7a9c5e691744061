using Hiwae.Data;
using Hiwae.Randomness;

namespace Hiwae.Training;

/// <summary>
/// Which part of a data set fills which of a model's data variables: the image goes to the one that has as many values
/// as there are pixels, the label to the one that has as many as there are classes, and masks say what is missing.
/// </summary>
public sealed class DataBinding
{
    private readonly ImmutableArray<DataPart> parts;

    private DataBinding(ModelDescription model, ImageData data, double missing, long maskSeed, ImmutableArray<DataPart> parts) =>
        (Model, Data, Missing, MaskSeed, this.parts) = (model, data, missing, maskSeed, parts);

    /// <summary>The model.</summary>
    public ModelDescription Model { get; }

    /// <summary>The data set.</summary>
    public ImageData Data { get; }

    /// <summary>The fraction of the values under a mask that is missing where no file says which.</summary>
    public double Missing { get; }

    /// <summary>The seed of which values these are.</summary>
    public long MaskSeed { get; }

    /// <summary>The variable that takes the image.</summary>
    public VariableDescription Image => Model.Data.Zip(parts).Single(pair => pair.Second is DataPart.Image).First;

    /// <summary>The binarisation of the image's pixels.</summary>
    public Binarisation Binarisation => parts.OfType<DataPart.Image>().Single().Binarisation;

    /// <summary>The binding of a model to a data set.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data set.</param>
    /// <param name="missing">The fraction of the values under a mask that is missing where the set has no masks of its own, at least 0 and less than 1.</param>
    /// <param name="maskSeed">The seed of which values are missing.</param>
    /// <exception cref="ArgumentException">
    /// The data do not fit the model or are none of its values, or the splits do not fit each other; the message names the variable, what was found and the remedy.
    /// </exception>
    public static DataBinding Of(ModelDescription model, ImageData data, double missing = 0, long maskSeed = 0)
    {
        model.CheckMissing(missing);
        DataChecks.CheckShapes(data);
        var binding = new DataBinding(model, data, missing, maskSeed, DataFit.PartsOf(model, data));
        DataChecks.CheckMasks(model, data, binding.parts);
        DataChecks.CheckPixels(model, data, binding.Image);
        return binding;
    }

    /// <summary>The binding of a model to a data set that it is trained on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data set, with images for training and for validation.</param>
    /// <param name="options">How to train.</param>
    /// <inheritdoc cref="Of(ModelDescription, ImageData, double, long)"/>
    public static DataBinding Of(ModelDescription model, ImageData data, TrainingOptions options)
    {
        var binding = Of(model, data, options.Missing, options.MaskSeed);
        DataChecks.CheckNotEmpty(data, data.Train);
        DataChecks.CheckNotEmpty(data, data.Validation);
        return binding;
    }

    /// <summary>A training batch, [rows, size] each, with binarisation drawn anew and the masks that the images have at every epoch.</summary>
    /// <param name="images">The split.</param>
    /// <param name="rows">The numbers of the images, 64-bit integers.</param>
    /// <param name="noise">The run's; the batch is on its device, wherever the images are.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public Observation Draw(ImageSet images, Tensor rows, Noise noise)
    {
        using var scope = NewDisposeScope();
        var place = images.Pixels.device;
        if (noise is not CounterNoise counter || ElementKind.Same(counter.Device, place))
            return Move(scope, Fill(images, rows, _ => noise));

        // The same numbers, drawn where the images are.
        var local = counter.On(place);
        var batch = Fill(images, rows.to(place), _ => local).To(counter.Device);
        counter.MoveTo(local.Draws);
        return Move(scope, batch);
    }

    /// <summary>A held-out split, [images, size] each, with binarisation and masks that are the same in every run.</summary>
    /// <param name="images">The split.</param>
    /// <param name="device">Where they are to be; where the images are if null.</param>
    /// <exception cref="ArgumentException">There are no images.</exception>
    public Observation HeldOut(ImageSet images, Device? device = null)
    {
        DataChecks.CheckNotEmpty(Data, images);
        using var scope = NewDisposeScope();
        var all = Fill(images, null, _ => Noise.FromSeed(Binarise.HeldOutSeed));
        return Move(scope, device is null ? all : all.To(device));
    }

    private static Observation Move(DisposeScope scope, Observation observation)
    {
        scope.MoveToOuter(observation.Values.AsEnumerable());
        return observation;
    }

    /// <summary>The variables and what fills each of them, in a line such as <c>X (observed) from 784 pixels; Y (given) from the labels, one-hot of 10</c>.</summary>
    public override string ToString() => DataLine.Of(this, Model.Data.Zip(parts));

    private Observation Fill(ImageSet images, Tensor? rows, Func<int, Noise> noise) => new Observation(
    [
        .. parts.Select((part, i) => part.Match(
            image: image => Binarise.Draw(images.Pixels, image.Binarisation, noise(i), rows),
            label: label => OneHot(rows is null ? images.Labels! : images.Labels!.index_select(0, rows), label),
            mask: mask => Mask(images, rows, mask, i))),
    ]).CheckedFor(Model);

    private static Tensor OneHot(Tensor labels, DataPart.Label label) => labels.unsqueeze(1)
        .eq(arange(label.First, label.First + label.Classes, dtype: ScalarType.Int64, device: labels.device)).to_type(ScalarType.Float32);

    private Tensor Mask(ImageSet images, Tensor? rows, DataPart.Mask mask, int part)
    {
        var device = images.Pixels.device;
        if (mask.IsOfImage && images.Mask is { } read)
            return (rows is null ? read : read.index_select(0, rows)).to_type(ScalarType.Float32).to(device);

        // Each mask has a seed of its own.
        return Missing == 0
            ? ones(rows?.shape[0] ?? images.Count, mask.Size, dtype: ScalarType.Float32, device: device)
            : MaskRows.Of(images.First, rows, images.Count, mask.Size, Missing, Binarise.HeldOutSeed + MaskSeed + part + 1).to(device);
    }
}

/// <summary>The part of a data set that fills one of a model's variables.</summary>
public abstract record DataPart
{
    private DataPart()
    {
    }

    private protected abstract DataPart Self { get; }

    /// <summary>One case for each kind of part.</summary>
    public TResult Match<TResult>(Func<Image, TResult> image, Func<Label, TResult> label, Func<Mask, TResult> mask) => Self switch
    {
        Image part => image(part),
        Label part => label(part),
        Mask part => mask(part),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The pixels.</summary>
    /// <param name="Binarisation">The binarisation of the pixels; none where the variable takes intensities.</param>
    public sealed record Image(Binarisation Binarisation) : DataPart
    {
        private protected override DataPart Self => this;
    }

    /// <summary>The label, a single one among zeros.</summary>
    /// <param name="Classes">The number of classes.</param>
    public sealed record Label(int Classes) : DataPart
    {
        /// <summary>The label of the first class: 0, or 1 where labels are counted from there.</summary>
        public int First { get; init; }

        private protected override DataPart Self => this;
    }

    /// <summary>Ones where a value is present, zeros where it is missing.</summary>
    /// <param name="Size">The number of values that it speaks of, or 1 where it speaks of all together.</param>
    public sealed record Mask(int Size) : DataPart
    {
        /// <summary>Whether it speaks of the image, pixel by pixel, so that it can be read from a file.</summary>
        public bool IsOfImage { get; init; }

        private protected override DataPart Self => this;
    }
}

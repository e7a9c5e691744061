using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>
/// Which part of a data set fills which of a model's data variables: the image goes to the one that has as many values
/// as there are pixels, the label to the one that has as many as there are classes, and masks say what is missing.
/// </summary>
public sealed class DataBinding
{
    private readonly ImmutableArray<DataPart> parts;

    private DataBinding(ModelDescription model, ImageData data, double missing, ImmutableArray<DataPart> parts) =>
        (Model, Data, Missing, this.parts) = (model, data, missing, parts);

    /// <summary>The model.</summary>
    public ModelDescription Model { get; }

    /// <summary>The data set.</summary>
    public ImageData Data { get; }

    /// <summary>The fraction of the values under a mask that is missing.</summary>
    public double Missing { get; }

    /// <summary>The variable that takes the image.</summary>
    public VariableDescription Image => Model.Data.Zip(parts).Single(pair => pair.Second is DataPart.Image).First;

    /// <summary>The binarisation of the image's pixels.</summary>
    public Binarisation Binarisation => parts.OfType<DataPart.Image>().Single().Binarisation;

    /// <summary>The binding of a model to a data set.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data set.</param>
    /// <param name="missing">The fraction of the values under a mask that is missing, at least 0 and less than 1.</param>
    /// <exception cref="ArgumentException">The data do not fit the model; the message names the variable, both sizes and the remedy.</exception>
    public static DataBinding Of(ModelDescription model, ImageData data, double missing = 0) =>
        new(model, data, model.CheckMissing(missing), DataFit.PartsOf(model, data));

    /// <summary>A training batch, [rows, size] each, with binarisation and masks drawn anew.</summary>
    /// <param name="images">The split.</param>
    /// <param name="rows">The numbers of the images, 64-bit integers.</param>
    /// <param name="noise">The run's.</param>
    public Observation Draw(ImageSet images, Tensor rows, Noise noise)
    {
        using var scope = NewDisposeScope();
        return Move(scope, Fill(images, rows, _ => noise));
    }

    /// <summary>A held-out split, [images, size] each, with binarisation and masks that are the same in every run.</summary>
    public Observation HeldOut(ImageSet images)
    {
        using var scope = NewDisposeScope();
        return Move(scope, Fill(images, null, HeldOutNoise));
    }

    private static Observation Move(DisposeScope scope, Observation observation)
    {
        scope.MoveToOuter(observation.Values.AsEnumerable());
        return observation;
    }

    // Each mask has a seed of its own: which values are missing does not depend on how pixels became zeros and ones.
    private Noise HeldOutNoise(int part) =>
        Noise.FromSeed(Binarise.HeldOutSeed + (parts[part] is DataPart.Image ? 0 : part + 1));

    private Observation Fill(ImageSet images, Tensor? rows, Func<int, Noise> noise) => new(
    [
        .. parts.Select((part, i) => part.Match(
            image: image => Binarise.Draw(images.Pixels, image.Binarisation, noise(i), rows),
            label: label => OneHot(rows is null ? images.Labels! : images.Labels!.index_select(0, rows), label.Classes),
            mask: mask => Mask(rows?.shape[0] ?? images.Count, mask.Size, images.Pixels.device, noise(i)))),
    ]);

    private static Tensor OneHot(Tensor labels, int classes) =>
        labels.unsqueeze(1).eq(arange(classes, dtype: ScalarType.Int64, device: labels.device)).to_type(ScalarType.Float32);

    private Tensor Mask(long count, int size, Device device, Noise noise) => Missing == 0
        ? ones(count, size, dtype: ScalarType.Float32, device: device)
        : noise.Uniform(count, size).ge(Missing).to_type(ScalarType.Float32).to(device);
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
        private protected override DataPart Self => this;
    }

    /// <summary>Ones where a value is present, zeros where it is missing.</summary>
    /// <param name="Size">The number of values that it speaks of, or 1 where it speaks of all together.</param>
    public sealed record Mask(int Size) : DataPart
    {
        private protected override DataPart Self => this;
    }
}

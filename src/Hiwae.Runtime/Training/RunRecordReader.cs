using System.Text.Json;
using Hiwae.Checkpoints;
using Hiwae.Data;
using Hiwae.Files;

namespace Hiwae.Training;

/// <summary>Reads the record of a run, which may be from somebody else, and believes nothing in it.</summary>
internal static class RunRecordReader
{
    /// <summary>The longest file that is read; a record has some thousand bytes, and some hundred for each column of a table.</summary>
    private const int LongestFile = 1 << 24;

    private const int LongestName = 200;
    private const int LongestMessage = 300;

    /// <summary>The record in a folder.</summary>
    /// <exception cref="CheckpointException">It is missing or damaged, or of a later format.</exception>
    public static RunRecord Read(string folder)
    {
        var path = Path.Combine(folder, Checkpoint.RunFile);
        try
        {
            var run = JsonSerializer.Deserialize(Content(path), RunJson.Default.RunRecord)
                ?? throw new CheckpointException($"{path} does not describe a run. Name the folder of a training run.");
            if (run.Format > RunRecord.CurrentFormat)
                throw new CheckpointException(
                    $"{path} has the format {run.Format}; this version reads up to {RunRecord.CurrentFormat}. Use the version {Quotation.Of(run.Version)} of Hiwae that wrote it, or a later one.");
            return Checked(Completed(run));
        }
        catch (JsonException e)
        {
            throw Damaged($"{path}, line {(e.LineNumber ?? 0) + 1}", Quotation.Of(e.Message, LongestMessage), e);
        }
        catch (NotSupportedException e)
        {
            throw Damaged(path, Quotation.Of(e.Message, LongestMessage), e);
        }
        catch (ArgumentException e)
        {
            throw Damaged(path, e.Message, e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CheckpointException(
                $"{folder} is not the folder of a training run, or of one that ended before its first epoch did: there is no {Checkpoint.RunFile}. "
                + "Name a folder that training made, or train again.",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"{folder} is not the folder of a training run: {Checkpoint.RunFile} cannot be read there ({e.Message}). Name a folder that training made.", e);
        }
    }

    private static ReadOnlySpan<byte> Content(string path)
    {
        using var stream = Checkpoint.OpenOwn(path) ?? throw Damaged(path, $"{OrdinaryFile.Fault}.");
        if (stream.Length > LongestFile)
            throw Damaged(path, $"it has {stream.Length} bytes; a record has at most {LongestFile}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes;
    }

    /// <summary>The record with defaults in place of options that records of earlier versions lack.</summary>
    private static RunRecord Completed(RunRecord run) => run with
    {
        Options = run.Options with
        {
            InferenceUpdates = run.Options.InferenceUpdates == 0 ? 1 : run.Options.InferenceUpdates,
            Schedule = run.Options.Schedule ?? new LearningRateSchedule.Constant(),
            Beta1 = LacksAdam(run.Options) ? Adam.DefaultBeta1 : run.Options.Beta1,
            Beta2 = LacksAdam(run.Options) ? Adam.DefaultBeta2 : run.Options.Beta2,
            Epsilon = LacksAdam(run.Options) ? Adam.DefaultEpsilon : run.Options.Epsilon,
        },
        Metrics = run.Metrics ?? new(),
        Device = run.Device ?? "cpu",
    };

    // A record has all of them, or none: as zero ε is not allowed.
    private static bool LacksAdam(TrainingOptions options) => options is { Beta1: 0, Beta2: 0, Epsilon: 0 };

    /// <summary>The record itself where every value is in its range.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    private static RunRecord Checked(RunRecord run)
    {
        run.Options.Check();
        Name(run.Model, "model's name");
        Name(run.Data.Name, "data set's name");
        Name(run.Version, "version");
        Name(run.Engine, "engine");
        if (!Quotation.IsPlain(run.Data.Source) || run.Data.Source.Length == 0)
            throw new ArgumentException($"The data's source is '{Quotation.Of(run.Data.Source)}'; it must be the name of a set, or a path without control characters.");
        foreach (var masks in new[] { run.Data.MaskFile, run.Data.TestMaskFile })
        {
            if (masks is not null && (!Quotation.IsPlain(masks) || masks.Length == 0))
                throw new ArgumentException($"The file of masks is '{Quotation.Of(masks)}'; it must be a path without control characters.");
        }

        Name(run.Device, "device");
        Name(run.Schema ?? RunRecord.SchemaAddress, "schema");
        if (run.Data.Fingerprint is { } hash && (hash.Length != DataFingerprint.Length || !hash.All(char.IsAsciiHexDigitLower)))
            throw new ArgumentException($"The fingerprint of the data is '{Quotation.Of(hash)}'; it must be {DataFingerprint.Length} hexadecimal digits.");
        Within(run.Test?.Samples ?? 1, 1, int.MaxValue, "samples of the test");
        Within(run.Test?.Limit ?? 1, 1, int.MaxValue, "test images");
        Fields(run.Data.Fields);
        Within(run.Data.White, 1, FieldValues.White, "byte of a pixel that is on");
        Within(run.Samples, 1, TrainingOptions.MostSamples, "samples");
        Within(run.Threads, 1, int.MaxValue, "threads");
        Within(run.Ranks ?? 1, 1, int.MaxValue, "ranks");
        Within(run.Epoch, 0, int.MaxValue, "epoch");
        Within(run.KeptEpoch ?? 0, 0, run.Epoch, "kept epoch");
        Within(run.Step, 0, long.MaxValue, "step");
        Within(run.Data.Height, 1, int.MaxValue, "height");
        Within(run.Data.Width, 1, int.MaxValue, "width");
        Within(run.Data.TrainingImages, 1, int.MaxValue, "training images");
        foreach (var number in Numbers(run.Metrics))
        {
            if (number is { } value && !double.IsFinite(value))
                throw new ArgumentException($"A measurement is {(value > 0 ? "larger" : "less")} than every number that can be read; it must be finite.");
        }

        Defined(run.Status, "status");
        Defined(run.Data.Binarisation, "binarisation");
        Defined(run.Options.Step, "step");
        Defined(run.Options.Precision, "precision");
        Defined(run.Options.OutputStart, "start of the output");
        Defined(run.Options.Gradient ?? default, "gradient");
        return run;
    }

    private static void Fields(ImmutableArray<DataField> fields)
    {
        foreach (var field in fields)
        {
            Name(field.Name, "field's name");
            var size = field.Shape.IsDefault ? 0 : field.Shape.Aggregate(1L, (product, part) => part < 1 ? 0 : Math.Min(product * part, (long)int.MaxValue + 1));
            Within(size, 1, int.MaxValue, $"values of the field {Quotation.Of(field.Name)}");
            var isSound = field.Kind switch
            {
                FieldKind.Numbers { Scaling: { } scaling } => !scaling.Means.IsDefault && !scaling.Deviations.IsDefault && scaling.Means.Length == size && scaling.Deviations.Length == size
                    && scaling.Means.All(double.IsFinite) && scaling.Deviations.All(deviation => double.IsFinite(deviation) && deviation > 0),
                FieldKind.Category category => !category.Levels.IsDefaultOrEmpty && category.Levels.All(level => level is not null) && category.Levels.Distinct(StringComparer.Ordinal).Count() == category.Levels.Length,
                FieldKind.Label label => label.First is 0 or 1 && label.Classes is null or > 0,
                FieldKind.Pixels pixels => Enum.IsDefined(pixels.Binarisation) && pixels.White is >= 1 and <= FieldValues.White,
                FieldKind.Numbers => true,
                _ => false,
            };
            if (!isSound)
                throw new ArgumentException($"What is said of the field {Quotation.Of(field.Name)} cannot be: as many means and positive deviations as values, different levels, and classes from 0 or 1 are needed.");
        }

        if (fields.DistinctBy(field => field.Name).Count() < fields.Length)
            throw new ArgumentException("Two fields have the same name; each must have its own.");
    }

    private static IEnumerable<double?> Numbers(RunMetrics metrics) =>
    [
        metrics.TrainingBound, metrics.ValidationBound, metrics.TestBound, metrics.TestNll, metrics.TestNllStandardError, metrics.EffectiveSampleSize,
        metrics.VarianceLogEstimate, metrics.MeanWeightCorrelation, metrics.MeanLogWeightCorrelation, metrics.WeightCorrelationFloor, metrics.CouplingGain, metrics.CouplingCeiling, metrics.Seconds, metrics.ImagesPerSecond,
    ];

    private static void Name(string text, string name)
    {
        if (text.Length is 0 or > LongestName || !Quotation.IsPlain(text))
            throw new ArgumentException($"The {name} is '{Quotation.Of(text)}'; it must have from 1 to {LongestName} characters, none of them a control character.");
    }

    private static void Within(long value, long least, long most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentException($"The number for {name} is {value}; it must be from {least} to {most}.");
    }

    private static void Defined<T>(T value, string name) where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
            throw new ArgumentException($"The {name} is {value}; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    private static CheckpointException Damaged(string place, string fault, Exception? inner = null) =>
        new($"{place}: {fault} The record is damaged; train again, or name another folder.", inner);
}

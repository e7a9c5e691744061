using System.Text.RegularExpressions;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Train;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.History;

/// <summary>A setting of a training, as an option of the command line.</summary>
/// <param name="Option">Its name, with its dashes.</param>
/// <param name="Value">Its value; empty for an option that is just there or not.</param>
/// <param name="IsDefault">Whether it is as it is where the option is left out.</param>
internal sealed record RunSetting(string Option, string Value, bool IsDefault)
{
    /// <summary>The value in a table.</summary>
    public string Shown => Value.Length > 0 ? Value : IsDefault ? "off" : "on";
}

/// <summary>The settings of a run, and the command that makes it again.</summary>
internal static partial class RunSettings
{
    private static readonly TrainingOptions Default = new();

    /// <summary>Those that a record knows, in the order of the command line.</summary>
    public static IEnumerable<RunSetting> Of(RunRecord run)
    {
        var options = run.Options;
        foreach (var setting in Reading(run.Data.Options))
            yield return setting;
        yield return Number("--epochs", options.Epochs, Default.Epochs);
        yield return new("--samples", Text(run.Samples), options.Samples is null);
        if (options.Heads is { } heads)
            yield return new("--heads", Text(heads), false);
        yield return Number("--batch", options.BatchSize, Default.BatchSize);
        yield return Number("--learning-rate", options.LearningRate, Default.LearningRate);
        if (options.Gradient is { } gradient)
            yield return new("--gradient", GradientNames.Of(gradient).Option, false);
        if (options.Alpha is { } alpha)
            yield return new("--alpha", Text(alpha), false);
        yield return Number("--inference-updates", options.InferenceUpdates, Default.InferenceUpdates);
        yield return new("--inference-learning-rate", options.InferenceLearningRate is { } rate ? Text(rate) : "that of P", options.InferenceLearningRate is null);
        foreach (var setting in Schedule(options.Schedule))
            yield return setting;
        yield return new("--amsgrad", "", !options.AmsGrad);
        yield return Number("--beta1", options.Beta1, Default.Beta1);
        yield return Number("--beta2", options.Beta2, Default.Beta2);
        yield return Number("--epsilon", options.Epsilon, Default.Epsilon);
        yield return new("--output-start", OutputStartOption.Name(options.OutputStart), options.OutputStart == Default.OutputStart);
        if (options.KlWeight is { } weight)
            yield return new("--kl-weight", Text(weight), false);
        yield return Number("--kl-cycles", options.KlCycles, Default.KlCycles);
        yield return Number("--warm-up", options.WarmUp, Default.WarmUp);
        yield return Number("--free-bits", options.FreeBits, Default.FreeBits);
        yield return Number("--averaging", options.Averaging, Default.Averaging);
        if (options.GradientNorm is { } norm)
            yield return Number("--gradient-norm", norm, Default.GradientNorm ?? 0);
        yield return new("--patience", options.Patience is { } patience ? Text(patience) : "never", options.Patience is null);
        yield return Number("--missing", options.Missing, Default.Missing);
        yield return Number("--mask-seed", options.MaskSeed, Default.MaskSeed);
        if (run.Data.MaskFile is { } mask)
            yield return new("--mask", mask, false);
        if (run.Data.TestMaskFile is { } testMask)
            yield return new("--test-mask", testMask, false);
        yield return new("--seed", Text(run.Seed), false);
        if (run.Metrics.TestNllSamples is { } samples)
            yield return Number("--test-samples", samples, TestRequest.DefaultSamples);
        if (run.Test?.Limit is { } limit)
            yield return new("--limit", Text(limit), false);
        if (run.Device != DeviceOption.Cpu)
            yield return new("--device", run.Device, false);
        if (!run.KeepsState)
            yield return new("--no-state", "", false);
        yield return new("--threads", Text(run.Threads), false);
        yield return new("--step", options.Step.ToString().ToLowerInvariant() is "automatic" ? "auto" : options.Step.ToString().ToLowerInvariant(), options.Step == Default.Step);
        yield return new("--precision", PrecisionOption.Name(options.Precision), options.Precision == Default.Precision);
    }

    /// <summary>The command that makes the run again, for a shell.</summary>
    /// <param name="program">How the user starts the program.</param>
    /// <param name="run">The run.</param>
    public static string Command(string program, RunRecord run) => string.Join(
        ' ',
        (IEnumerable<string>)
        [
            program, "train", Quoted(run.Model), "--data", Quoted(run.Data.Source),
            .. Of(run).Where(setting => !setting.IsDefault).SelectMany(setting => setting.Value.Length == 0 ? (string[])[setting.Option] : [setting.Option, Quoted(setting.Value)]),
        ]);

    /// <summary>How files became data; only what was said of it.</summary>
    private static IEnumerable<RunSetting> Reading(DataOptions options)
    {
        if (options.Validation is { } validation)
            yield return new("--validation", Text(validation), false);
        if (options.Test is { } test)
            yield return new("--test", Text(test), false);
        if (options.SplitSeed != 0)
            yield return new("--split-seed", Text(options.SplitSeed), false);
        if (options.Transpose)
            yield return new("--transpose", "", false);
        if (options.Width is { } width)
            yield return new("--width", Text(width), false);
        if (options.Header is { } header)
            yield return new("--header", header ? "true" : "false", false);
        if (options.Standardise)
            yield return new("--standardise", "", false);
    }

    private static IEnumerable<RunSetting> Schedule(LearningRateSchedule schedule)
    {
        yield return new("--schedule", schedule.GetType().Name.ToLowerInvariant(), schedule is LearningRateSchedule.Constant);
        if (schedule is not LearningRateSchedule.Step step)
            yield break;
        yield return new("--schedule-step", Text(step.Every), false);
        yield return new("--schedule-factor", Text(step.Factor), false);
    }

    private static RunSetting Number<T>(string option, T value, T standard) where T : struct, IFormattable, IEquatable<T> => new(option, Text(value), value.Equals(standard));

    private static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    // In single quotes a shell takes everything as it is, but for the quote itself.
    private static string Quoted(string word) => Plain().IsMatch(word) ? word : $"'{word.Replace("'", "'\\''")}'";

    [GeneratedRegex(@"^[\w./:=,+@-]+$")]
    private static partial Regex Plain();
}

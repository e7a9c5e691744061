using Hiwae.Checkpoints;

namespace Hiwae.Training;

/// <summary>
/// The moment of a run that parameters are of, in the head of their file: what the record says of another moment, because the program was killed between the
/// renaming of the two files, is not said of them.
/// </summary>
/// <param name="Epoch">The number of whole epochs made.</param>
/// <param name="KeptEpoch">The epoch at whose end the parameters were as they are saved; null in mid-epoch.</param>
/// <param name="Step">The number of steps made.</param>
internal sealed record SaveMark(int Epoch, int? KeptEpoch, long Step)
{
    /// <summary>The format of a file of parameters: how they are named, and laid out.</summary>
    public const int CurrentFormat = 1;

    private const string FormatName = "hiwae.format";
    private const string EpochName = "hiwae.epoch";
    private const string KeptName = "hiwae.kept_epoch";
    private const string StepName = "hiwae.step";

    /// <summary>The moment that a record speaks of.</summary>
    public static SaveMark Of(RunRecord run) => new(run.Epoch, run.KeptEpoch, run.Step);

    /// <summary>Sees that this version knows the format that a file's head names; files of others name none, and are taken for the first.</summary>
    /// <exception cref="CheckpointException">It is a later one.</exception>
    public static void CheckFormat(string path, ImmutableSortedDictionary<string, string> metadata) => new FileNumbers(path, metadata).Format(FormatName, CurrentFormat);

    /// <summary>The moment that a file's head names; null where it names none, as files of earlier versions do.</summary>
    /// <exception cref="CheckpointException">It is no moment, or of a later format.</exception>
    public static SaveMark? From(string path, ImmutableSortedDictionary<string, string> metadata)
    {
        CheckFormat(path, metadata);
        if (!metadata.ContainsKey(StepName))
            return null;
        var kept = metadata.ContainsKey(KeptName) ? (int?)Number(KeptName, int.MaxValue) : null;
        return new((int)Number(EpochName, int.MaxValue), kept, Number(StepName, long.MaxValue));

        long Number(string name, long most) => new FileNumbers(path, metadata).Whole(name, most);
    }

    /// <summary>As texts of a file's head.</summary>
    public ImmutableSortedDictionary<string, string> ToMetadata()
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        texts[FormatName] = FormattableString.Invariant($"{CurrentFormat}");
        texts[EpochName] = FormattableString.Invariant($"{Epoch}");
        texts[StepName] = FormattableString.Invariant($"{Step}");
        if (KeptEpoch is { } kept)
            texts[KeptName] = FormattableString.Invariant($"{kept}");
        return texts.ToImmutable();
    }

    /// <summary>The record where it is of this moment; else what it says of the run at any moment, with this moment's numbers and no measurements.</summary>
    public RunRecord Correct(RunRecord run) => Of(run) == this
        ? run
        : run with { Epoch = Epoch, KeptEpoch = KeptEpoch, Step = Step, Status = RunStatus.Running, Metrics = new() };
}

using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Data.Idx;
using Hiwae.Training;

namespace Hiwae.Cli.Runs;

/// <summary>The images that a run's model is to be measured on.</summary>
/// <param name="Source">Where they come from; null for the run's own.</param>
/// <param name="Missing">The fraction of the values under a mask that is missing; null for the run's own.</param>
/// <param name="TestMask">A file of masks of the test images; null for the run's own.</param>
internal sealed record ImageRequest(string? Source = null, double? Missing = null, string? TestMask = null);

/// <summary>Reads images as a run did.</summary>
internal static class RunImages
{
    /// <summary>The images and, where a file of them is named or the run had one, their masks.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The record in it.</param>
    /// <param name="request">The images that the user asks for.</param>
    /// <param name="warn">Told of data that are no longer those of the run.</param>
    /// <exception cref="DataFormatException">They cannot be read, or those of the run would now be read otherwise than the run did.</exception>
    /// <exception cref="Hiwae.Checkpoints.CheckpointException">The record names what training never writes: a path that depends on where the program is started, or another machine's.</exception>
    public static DataSet Load(string folder, RunRecord run, ImageRequest request, Action<string> warn)
    {
        var source = RunNetwork.Source(folder, run, request.Source);
        if (request.Source is null && source != DataSources.Glyphs && !DataFiles.Exists(source))
            throw new UsageException(
                $"The data of the run {folder} were in {source}, and there is nothing of that name now. Where they have moved, name the place with --data PATH.");
        // As they were read for training; numbers are scaled, and classes counted, as they were then.
        var data = DataSources.Load(source, Options(folder, run) with { Standardise = false }, request.TestMask, run.Data.MaskFile, run.Data.TestMaskFile)
            .AlignedTo(run.Data.Fields.Where(field => field.Kind is FieldKind.Numbers));
        if (request.Source is null && run.Data is { Fingerprint: { } fingerprint, MaskFile: null } && RunData.Of(data).Fingerprint != fingerprint)
            warn($"the data in {source} are not what they were when the run was trained: what is measured on them may be on data that it was trained on.");
        data = data.AlignedTo(run.Data.Fields);
        if (request.Source is null && data.Image?.Kind is FieldKind.Pixels { White: var white } && white != run.Data.White)
            throw new DataFormatException(
                run.Data.Source,
                null,
                $"a pixel that is on is a byte of {white} there, but was one of {run.Data.White} when the run was trained",
                "put the files back as they were, or name others with --data");
        var isRuns = request is { Source: null, Missing: null };
        return data.WithMasks(null, request.TestMask ?? (isRuns ? RunNetwork.MaskFile(folder, run) : null));
    }

    private static DataOptions Options(string folder, RunRecord run)
    {
        try
        {
            return run.Data.Options.Check();
        }
        catch (ArgumentException e)
        {
            throw new Hiwae.Checkpoints.CheckpointException($"The record of the run {folder} is damaged: {e.Message} Train it again, or name another run.", e);
        }
    }

    /// <summary>How they fill the model's variables.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public static DataBinding Bind(ModelDescription model, DataSet data, RunRecord run, ImageRequest request) =>
        DataBinding.Of(model, data, request.Missing ?? run.Options.Missing, run.Options.MaskSeed);
}

using Hiwae.Checkpoints;

namespace Hiwae.Training;

/// <summary>Whether a record's number of samples can be that of the parameters beside it, found out before a network of that size is made.</summary>
internal static class SamplesFit
{
    // Below this a network costs nothing, and a comparison tensor by tensor says more.
    private const long Negligible = 16 << 20;

    /// <summary>Checks that a network for so many samples is not much larger than what is saved. Its size is linear in their number, which the two smallest ones give.</summary>
    /// <exception cref="CheckpointException">It would be.</exception>
    public static void Check<TModel>(string folder, RunRecord run, string file = Checkpoint.ModelFile) where TModel : class, IModel<TModel>
    {
        if (!TModel.Description.HasFixedSamples)
            return;
        var heads = TModel.Description.CheckHeads(run.Samples, run.Options.Heads);
        var saved = Checkpoint.SizeOfTensors(folder, file);
        var (one, two) = (SizeWith<TModel>(1), SizeWith<TModel>(2));
        var needed = one + ((two - one) * (heads - 1L));
        if (needed > saved + Negligible)
            throw new CheckpointException(
                $"{Path.Combine(folder, Checkpoint.RunFile)} says that there are {run.Samples} samples{(heads == run.Samples ? "" : $" of {heads} heads")}, for which {TModel.Description.Name} has {needed} bytes of parameters; "
                + $"{file} beside it has {saved}. The record is damaged; restore it, or train again.");
    }

    private static long SizeWith<TModel>(int heads) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var network = TModel.CreateNetwork(Noise.FromSeed(0), heads, heads);
        return network.state_dict().Values.Sum(tensor => tensor.numel() * tensor.element_size());
    }
}

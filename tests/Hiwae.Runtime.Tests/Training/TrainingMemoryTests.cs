using Hiwae.Compilation;
using Hiwae.Native;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Runtime.Tests.Steps;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>What is decided about memory before a step.</summary>
public sealed class TrainingMemoryTests
{
    private const long Gigabyte = 1_000_000_000;

    [Fact]
    public void A_batch_that_fits_goes_whole() =>
        Assert.Equal(new StepBlocks(100, 50), Blocks(TinyBalance.Description, 100, 50, bytes: 30_000));

    [Fact]
    public void Data_go_in_blocks_where_all_proposals_of_some_fit_together() =>
        Assert.Equal(new StepBlocks(1, 5000), Blocks(NormalisedEncoder.Description, 100, 5000, bytes: 30_000, isTraining: false));

    [Fact]
    public void Proposals_of_a_datum_go_in_blocks_where_they_do_not() =>
        Assert.Equal(new StepBlocks(1, 8947), Blocks(NormalisedEncoder.Description, 100, 1_000_000, bytes: 30_000, isTraining: false));

    [Fact]
    public void All_data_go_together_where_a_batch_is_normalised() =>
        Assert.Equal(new StepBlocks(100, 89), Blocks(NormalisedEncoder.Description, 100, 1_000_000, bytes: 30_000));

    [Fact]
    public void A_number_of_proposals_that_is_asked_for_is_the_most() =>
        Assert.Equal(new StepBlocks(100, 20), Blocks(NormalisedEncoder.Description, 100, 50, bytes: 30_000, samplesPerBlock: 20));

    [Fact]
    public void Less_memory_makes_smaller_blocks() =>
        Assert.Equal(new StepBlocks(1, 8333), Blocks(NormalisedEncoder.Description, 100, 1_000_000, bytes: 30_000, isTraining: false, free: Gigabyte));

    [Fact]
    public void Proposals_that_cannot_be_taken_apart_are_refused_with_what_would_fit() => Refused(
        "tiny-balance: 1 data with 1000000 proposals each have to go through the model together, because each proposal has a head of its own; "
        + "they need about 30.0 GB, and 8.0 GB of memory are free. K = 213333 would fit.",
        () => Blocks(TinyBalance.Description, 100, 1_000_000, bytes: 30_000));

    [Fact]
    public void A_batch_that_cannot_be_taken_apart_is_refused_with_what_would_fit() => Refused(
        "normalised-encoder: 200000 data with 2 proposals each have to go through the model together, because batch normalisation joins the data of a batch in training; "
        + "they need about 12.0 GB, and 8.0 GB of memory are free. A batch of 106666 would fit.",
        () => Blocks(NormalisedEncoder.Description, 200_000, 1_000_000, bytes: 30_000));

    [Fact]
    public void Blocks_that_are_asked_for_and_cannot_be_are_refused() => Refused(
        "tiny-balance: blocks of 2 of the 50 proposals are asked for, but each proposal has a head of its own, so that all have to go together; leave the number open, or take K = 2 at most.",
        () => Blocks(TinyBalance.Description, 100, 50, bytes: 30_000, samplesPerBlock: 2));

    [Theory]
    [InlineData(StepPath.Compiled)]
    [InlineData(StepPath.Portable)]
    public void A_run_is_refused_before_it_begins(StepPath path)
    {
        using var data = TinyData.Bars();
        var error = Assert.Throws<ArgumentException>(() => Trainer.Start<TinyBalance>(data, new() { SamplesPerBlock = 2, Step = path }));
        Assert.StartsWith($"tiny-balance: blocks of 2 of the {TinyBalance.Description.Samples} proposals are asked for", error.Message);
    }

    [Fact]
    public void Parameters_that_cannot_be_held_are_refused_before_they_are_made()
    {
        var error = Assert.Throws<ArgumentException>(() => Trainer.Start<ManyHeads>(new TrainingOptions { Samples = TrainingOptions.MostSamples }));
        Assert.StartsWith("many-heads: with K = 10000000 there are ", error.Message);
        Assert.Contains("parameters, because each proposal has a head of its own; with their gradients and the optimiser's moments they need ", error.Message);
        Assert.EndsWith(" would fit.", error.Message);
    }

    [Fact]
    public void A_limit_on_the_group_of_the_process_counts()
    {
        using var folder = new TemporaryFolder();
        void Write(string name, string text)
        {
            var path = Path.Combine(folder.Path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Write("membership", "0::/part/own\n");
        long Free() => FreeMemory.OfGroups(folder.Path, Path.Combine(folder.Path, "membership"));
        Assert.Equal(long.MaxValue, Free());
        Write("part/memory.max", "1000000\n");
        Write("part/memory.current", "700000\n");
        Write("part/memory.stat", "anon 400000\ninactive_file 100000\n");
        Assert.Equal(400_000, Free());
        Write("part/own/memory.max", "max\n");
        Write("part/own/memory.current", "700000\n");
        Assert.Equal(400_000, Free());
        Assert.True(FreeMemory.Bytes() > 1 << 20);
    }

    private static StepBlocks Blocks(
        ModelDescription model, long batch, int samples, long bytes, bool isTraining = true, int? samplesPerBlock = null, long free = 8 * Gigabyte) =>
        StepMemory.Blocks(model, batch, samples, bytes, isTraining, samplesPerBlock, free);

    private static void Refused(string message, Action action) => Assert.Equal(message, Assert.Throws<ArgumentException>(action).Message);
}

/// <summary>Ten thousand parameters for each proposal.</summary>
[Model(Samples = 2, Weights = Weights.Balance)]
public sealed partial record ManyHeads(
    [Shape(100), P<Bernoulli>(nameof(Z))] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z);

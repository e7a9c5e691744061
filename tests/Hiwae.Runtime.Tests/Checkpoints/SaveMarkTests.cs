using Hiwae.Checkpoints;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Runtime.Tests.Training;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Checkpoints;

/// <summary>Two files that are renamed one after the other, and what is read when only the first was.</summary>
public sealed class SaveMarkTests
{
    private static RunRecord At(int epoch) => CheckpointTests.Run with { Epoch = epoch, KeptEpoch = epoch, Step = 100 * epoch, Status = RunStatus.Completed };

    [Fact]
    public void Between_the_two_the_parameters_say_which_epoch_they_are_of()
    {
        using var folder = new TemporaryFolder();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        Checkpoint.Save(folder.Path, network, At(3));
        var record = File.ReadAllBytes(folder.File(Checkpoint.RunFile));
        Checkpoint.Save(folder.Path, network, At(4));
        Assert.Equal(At(4), Checkpoint.ReadRun(folder.Path));
        folder.Write(Checkpoint.RunFile, record);
        Assert.Equal(At(4) with { Status = RunStatus.Running, Metrics = new() }, Checkpoint.ReadRun(folder.Path));
    }

    [Fact]
    public void Parameters_of_an_interruption_have_no_epoch_of_their_own()
    {
        using var folder = new TemporaryFolder();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        var run = At(3) with { KeptEpoch = null };
        Checkpoint.Save(folder.Path, network, run);
        Assert.Equal(run, Checkpoint.ReadRun(folder.Path));
    }

    [Fact]
    public void Parameters_of_an_earlier_version_are_taken_for_those_of_the_record()
    {
        using var folder = new TemporaryFolder();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        Checkpoint.Save(folder.Path, network, At(3));
        Safetensors.Write(folder.File(Checkpoint.ModelFile), network.state_dict());
        Assert.Equal(At(3), Checkpoint.ReadRun(folder.Path));
    }

    [Fact]
    public void The_same_parameters_of_the_same_moment_are_the_same_file()
    {
        using var folder = new TemporaryFolder();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        Checkpoint.Save(folder.Path, network, At(3));
        var first = File.ReadAllBytes(folder.File(Checkpoint.ModelFile));
        Checkpoint.Save(folder.Path, network, At(3) with { Metrics = new() { Seconds = 7 } });
        Assert.Equal(first, File.ReadAllBytes(folder.File(Checkpoint.ModelFile)));
    }

    [Fact]
    public void Where_one_file_cannot_be_written_the_other_stays_what_it_was()
    {
        using var folder = new TemporaryFolder();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        Checkpoint.Save(folder.Path, network, At(3));
        Directory.CreateDirectory(folder.File("run.json.partial/x"));
        Assert.Throws<CheckpointException>(() => Checkpoint.Save(folder.Path, network, At(4)));
        Assert.Equal(At(3), Checkpoint.ReadRun(folder.Path));
        Assert.Equal(["model.safetensors", "run.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_draft_that_is_a_link_is_replaced_and_not_followed()
    {
        using var folder = new TemporaryFolder();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        var mine = folder.Write("mine", "mine"u8.ToArray());
        File.CreateSymbolicLink(folder.File("run.json.partial"), mine);
        File.CreateSymbolicLink(folder.File("model.safetensors"), mine);
        Checkpoint.Save(folder.Path, network, At(3));
        Assert.Equal("mine", File.ReadAllText(mine));
        Assert.Equal(At(3), Checkpoint.ReadRun(folder.Path));
    }

    [Fact]
    public void A_type_that_the_model_does_not_have_is_named()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        var tensors = network.state_dict().ToDictionary(p => p.Key, p => p.Value.detach());
        tensors["p_x.head.bias"] = tensors["p_x.head.bias"].to_type(ScalarType.Byte);
        Safetensors.Write(folder.File(Checkpoint.ModelFile), tensors);
        Assert.Contains(
            "p_x.head.bias has elements of type U8 where the model has F32",
            Assert.Throws<CheckpointException>(() => Checkpoint.Load(folder.Path, network)).Message);
    }
}

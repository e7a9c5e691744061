using Hiwae.Runtime.Tests.Data;
using Hiwae.Runtime.Tests.Training;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Checkpoints;

public sealed class CheckpointMemoryTests
{
    [Fact]
    public void Saving_and_loading_leave_no_tensors_behind()
    {
        using var folder = new TemporaryFolder();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        SaveAndLoad();
        var before = MemoryTests.Usage().Tensors;
        SaveAndLoad();
        Assert.Equal(before, MemoryTests.Usage().Tensors);

        void SaveAndLoad()
        {
            Checkpoint.Save(folder.Path, network, CheckpointTests.Run);
            Checkpoint.Load(folder.Path, network);
        }
    }
}

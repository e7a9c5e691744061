using Hiwae.Checkpoints;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Runtime.Tests.Training;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Checkpoints;

/// <summary>Three files that are renamed one after the other: wherever that ends, the run goes on to the same end, and evaluation reads what is whole.</summary>
public sealed class ThreeFilesTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 5, BatchSize = 50, Patience = 3, Averaging = 0.9 };

    [Fact]
    public void Between_any_two_the_run_goes_on_and_says_of_which_moment_its_parameters_are()
    {
        using var one = new OneThread();
        using var data = TinyData.Bars();
        var moments = new List<TemporaryFolder>();
        using var whole = new TemporaryFolder();
        using (var start = Trainer.Start<TinyBalance>(data, Options))
        {
            foreach (var (happening, state) in Trainer.Run(start, data, Options))
            {
                if (happening is TrainingEvent.StepTaken)
                    continue;
                var folder = happening is TrainingEvent.Finished ? whole : new TemporaryFolder();
                Checkpoint.Save(folder.Path, state, RunRecord.Of(state, RunData.Of(data), Options));
                moments.Add(folder);
            }
        }

        string[] order = [Checkpoint.TrainingFile, Checkpoint.ModelFile, Checkpoint.RunFile];
        for (var renamed = 0; renamed <= order.Length; renamed++)
        {
            using var folder = new TemporaryFolder();
            foreach (var (i, file) in order.Index())
                File.Copy(moments[i < renamed ? 2 : 1].File(file), folder.File(file));
            var run = Checkpoint.ReadRun(folder.Path);
            Assert.Equal(renamed >= 2 ? 3 : 2, run.Epoch);
            Checkpoint.LoadNetwork<TinyBalance>(folder.Path, run).Dispose();
            using var state = Trainer.Resume<TinyBalance>(folder.Path, data);
            Assert.Equal(renamed >= 1 ? 3 : 2, state.Epoch);
            var last = Trainer.Run(state, data, Options).Last().State;
            Checkpoint.Save(folder.Path, last, RunRecord.Of(last, RunData.Of(data), Options));
            Assert.All(order, file => Assert.Equal(File.ReadAllBytes(whole.File(file)), File.ReadAllBytes(folder.File(file))));
        }

        // Before the first record there is no run.
        File.Delete(moments[0].File(Checkpoint.RunFile));
        Assert.Contains("ended before its first epoch did", Assert.Throws<CheckpointException>(() => Trainer.Resume<TinyBalance>(moments[0].Path, data)).Message);
        moments.ForEach(folder =>
        {
            if (folder != whole)
                folder.Dispose();
        });
    }
}

using System.Text;
using System.Text.Json;
using Hiwae.Checkpoints;
using Hiwae.Runtime.Tests.Checkpoints;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Tests.Faults;
using Hiwae.Training;
using Xunit.Abstractions;

namespace Hiwae.Runtime.Tests.Faults;

public sealed class RunRecordMutantTests(ITestOutputHelper output)
{
    private const int Seed = 20_280_001;

    private static readonly Dictionary<string, Type> Enums = new()
    {
        ["binarisation"] = typeof(Hiwae.Data.Binarisation),
        ["gradient"] = typeof(Gradient),
        ["step"] = typeof(Hiwae.Compilation.StepPath),
        ["precision"] = typeof(Hiwae.Compilation.Precision),
        ["status"] = typeof(RunStatus),
    };

    [Fact]
    public void A_damaged_record_is_read_rightly_or_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(Checkpoint.RunFile);
        string[] whole = [Written(folder, new LearningRateSchedule.Step(7, 0.5)), Written(folder, new LearningRateSchedule.Burda())];
        var count = Mutants.Survive(path, Seed, random => Mutant(whole[random.Next(whole.Length)], random), bytes =>
        {
            var run = Checkpoint.ReadRun(folder.Path);
            return () =>
            {
                using var input = JsonDocument.Parse(bytes);
                using var read = JsonSerializer.SerializeToDocument(run, RunJson.Default.RunRecord);
                Compare(read.RootElement, input.RootElement, "");
            };
        }, e => e is CheckpointException);
        output.WriteLine($"run.json, seed {Seed}: {count}");
        Assert.InRange(count.Read, Mutants.Count / 25, Mutants.Count * 9 / 10);
    }

    private static string Written(TemporaryFolder folder, LearningRateSchedule schedule)
    {
        Checkpoint.SaveRun(folder.Path, CheckpointTests.Run with { KeptEpoch = 3, Options = CheckpointTests.Run.Options with { Schedule = schedule, Gradient = Gradient.StickingTheLanding } });
        return File.ReadAllText(folder.File(Checkpoint.RunFile));
    }

    private static byte[] Mutant(string whole, Random random) => random.Next(10) < 8
        ? Encoding.UTF8.GetBytes(JsonMutation.Of(whole, random))
        : ByteMutation.Of(Encoding.UTF8.GetBytes(whole), random);

    /// <summary>What was read is what is written, member by member; a member that is not written has the value that it has without.</summary>
    private static void Compare(JsonElement read, JsonElement written, string name)
    {
        if (read.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal(JsonValueKind.Object, written.ValueKind);
            foreach (var member in read.EnumerateObject())
            {
                if (written.TryGetProperty(member.Name, out var value) && !IsDefault(member.Name, value))
                    Compare(member.Value, value, member.Name);
            }
        }
        else if (read.ValueKind == JsonValueKind.Number)
            Assert.True(read.GetDouble().Equals(written.GetDouble()), $"{name} is {read} where {written} is written");
        else if (written.ValueKind == JsonValueKind.Number)
            Assert.Equal(read.GetString(), Enum.GetName(Enums[name], written.GetInt32()));
        else if (read.ValueKind == JsonValueKind.String && Enums.ContainsKey(name))
            Assert.Equal(Enum.Parse(Enums[name], written.GetString()!, ignoreCase: true).ToString(), read.GetString());
        else
            Assert.Equal(read.ToString(), written.ToString());
    }

    /// <summary>What records of earlier versions have, and stands for the value without.</summary>
    private static bool IsDefault(string name, JsonElement value) => name == "inference_updates" && value.GetInt32() == 0;
}

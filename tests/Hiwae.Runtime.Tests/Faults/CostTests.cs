using System.Text;
using Hiwae.Checkpoints;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Runtime.Tests.Training;
using Hiwae.Tests.Faults;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Faults;

/// <summary>Files of some megabytes that are made to cost much more than they are.</summary>
public sealed class CostTests
{
    private const int Large = 4_000_000;

    private static string Repeated(string part, int length) => new StringBuilder().Insert(0, part, length / part.Length).ToString();

    public static TheoryData<string, string> Heads => new()
    {
        { "a shape of millions of numbers", "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + Repeated("0,", Large) + "0],\"data_offsets\":[0,0]}}" },
        { "a name of millions of letters", "{\"" + new string('n', Large) + "\":{\"dtype\":\"Q7\"}}" },
        { "a type of millions of letters", "{\"a\":{\"dtype\":\"" + new string('n', Large) + "\"}}" },
        { "members of no interest", "{\"a\":{" + Repeated("\"b\":0,", Large) + "\"dtype\":0}}" },
        { "brackets", new string('[', Large) },
        { "texts about the file", "{\"__metadata__\":{" + string.Join(',', Enumerable.Range(0, Large / 12).Select(i => $"\"{i}\":\"\"")) + "}}" },
        { "tensors without a type", "{" + string.Join(',', Enumerable.Range(0, Large / 12).Select(i => $"\"{i}\":{{}}")) + "}" },
    };

    [Theory, MemberData(nameof(Heads))]
    public void A_head_costs_no_more_than_four_times_itself(string name, string head)
    {
        using var folder = new TemporaryFolder();
        byte[] text = Encoding.UTF8.GetBytes(head);
        var path = folder.Write("x.safetensors", [.. BitConverter.GetBytes((long)text.Length), .. text]);
        Assert.True(Cost(() => Assert.Throws<CheckpointException>(() => Safetensors.Read(path))) <= Mutants.SmallChange + (Mutants.MostSizes * text.Length), name);
    }

    [Fact]
    public void Tensors_that_no_model_has_are_refused_before_they_are_made()
    {
        using var folder = new TemporaryFolder();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        var head = Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, Large / 60).Select(i => $"\"tensor{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}")) + "}");
        folder.Write(Checkpoint.ModelFile, [.. BitConverter.GetBytes((long)head.Length), .. head]);
        var before = LiveTensors.OfThisThread;
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(folder.Path, network));
        Assert.InRange(error.Message.Length, 100, 4000);
        Assert.EndsWith("restore it, or train again.", error.Message);
        Assert.Equal(before, LiveTensors.OfThisThread);
    }

    [Fact]
    public void A_record_of_megabytes_is_refused_unread()
    {
        using var folder = new TemporaryFolder();
        folder.Write(Checkpoint.RunFile, Encoding.UTF8.GetBytes("{\"model\":\"" + new string('m', 5 * Large) + "\"}"));
        var cost = Cost(() => Assert.Contains(
            "a record has at most 16777216", Assert.Throws<CheckpointException>(() => Checkpoint.ReadRun(folder.Path)).Message));
        Assert.InRange(cost, 0, Mutants.SmallChange);
    }

    private static long Cost(Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Hiwae.Tests;

namespace Hiwae.Cli.Tests.Faults;

/// <summary>Runs that somebody else made: they reach nothing but the folder of their data, and they run nothing.</summary>
public sealed class StrangerTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string Run => images.Run("a");

    private void Train(string model = "small") => Assert.Equal(0, Invocation.Of(
        "train", model, "--data", images.Path, "--epochs", "1", "--batch", "20", "--test-samples", "5", "--threads", "1", "--out", Run).Status);

    private Invocation Evaluate(params string[] more) => Invocation.Of(["evaluate", Run, "--samples", "3", "--limit", "5", "--threads", "1", .. more]);

    private void Change(Action<JsonObject> change)
    {
        var path = Path.Combine(Run, "run.json");
        var record = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(record);
        File.WriteAllText(path, record.ToJsonString());
    }

    private static void Refused(Invocation result, string expected)
    {
        Assert.True(result.Status == 1, result.Error);
        Assert.Contains(expected, result.Error);
        Assert.DoesNotContain("HIWAE_DEBUG", result.Error);
        Assert.DoesNotContain('\u001b', result.Error);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("run.json")]
    public void A_link_in_a_runs_folder_is_not_followed(string file)
    {
        Train();
        var outside = images.Run("outside");
        File.Move(Path.Combine(Run, file), outside);
        File.CreateSymbolicLink(Path.Combine(Run, file), outside);
        Refused(Evaluate(), $"{Path.Combine(Run, file)} is a link to {outside}; a run is read from its own folder alone. Put the file itself there");
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("data")]
    [InlineData("..")]
    [InlineData(@"C:\data\mnist")]
    [InlineData("http://example.org/data")]
    public void Data_without_a_full_path_are_asked_for(string source)
    {
        Train();
        Change(run => run["data"]!["source"] = source);
        Refused(Evaluate(), $"says that the data are in '{source}', which is no full path of a folder of this machine. Name the folder of the data with --data.");
        Assert.Equal(0, Evaluate("--data", images.Path).Status);
    }

    [Fact]
    public void The_folder_that_a_record_names_is_shown()
    {
        Train();
        Assert.Contains($" in {images.Path}, K = 3", Evaluate().Error);
    }

    [UnixTheory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/stdin")]
    public void A_device_in_place_of_images_is_refused(string device)
    {
        Train();
        File.Delete(images.Run("t10k-images-idx3-ubyte"));
        File.CreateSymbolicLink(images.Run("t10k-images-idx3-ubyte"), device);
        Refused(Evaluate(), images.Run("t10k-images-idx3-ubyte"));
    }

    [UnixTheory]
    [InlineData("t10k-images-idx3-ubyte")]
    [InlineData("a/run.json")]
    [InlineData("a/model.safetensors")]
    public async Task A_pipe_in_place_of_a_file_is_refused_and_not_waited_for(string file)
    {
        Train();
        File.Delete(images.Run(file));
        Assert.Equal(0, MakePipe(images.Run(file), 0x1A4)); // rw-r--r--
        var result = await Task.Run(() => Evaluate()).WaitAsync(TimeSpan.FromSeconds(30));
        Refused(result, $"{images.Run(file)}: it is empty, or a pipe or a device instead of a file");
    }

    [Theory]
    [InlineData("small-balance", 10_000_001, "The number for samples is 10000001; it must be from 1 to 10000000.")]
    [InlineData("small", 1_000_000_000, "The number for samples is 1000000000; it must be from 1 to 10000000.")]
    [InlineData("small-balance", 1_000_000, "says that there are 1000000 samples, for which small-balance has ")]
    public void A_number_of_samples_that_would_fill_the_memory_is_refused(string model, int samples, string expected)
    {
        Train(model);
        Change(run => run["samples"] = samples);
        Refused(Evaluate(), expected);
    }

    [Fact]
    public void Values_that_the_model_cannot_miss_are_a_fault_of_the_record()
    {
        Train();
        Change(run => run["options"]!["missing"] = 0.5);
        Refused(Evaluate(), $"The record of the run {Run} is damaged: small: a fraction of 0.5 of the values is to be missing, but no variable has a mask;");
    }

    [Theory]
    [InlineData("threads", 1_000_000)]
    [InlineData("seed", long.MaxValue)]
    public void Numbers_of_the_training_cost_nothing_later(string member, long value)
    {
        Train();
        Change(run => run[member] = value);
        Change(run => run["options"]!["batch_size"] = int.MaxValue);
        Change(run => run["options"]!["epochs"] = int.MaxValue);
        Assert.Equal(0, Evaluate().Status);
    }

    [Theory]
    [InlineData("../../etc/passwd", 2, "has a run of the model '../../etc/passwd', which this program does not declare")]
    [InlineData("x\u001b[2Jy", 1, "The model's name is 'x\\u001b[2Jy'; it must have from 1 to 200 characters, none of them a control character.")]
    public void A_models_name_is_a_name_and_no_path(string model, int status, string expected)
    {
        Train();
        Change(run => run["model"] = model);
        var result = Evaluate();
        Assert.Equal(status, result.Status);
        Assert.Contains(expected, result.Error);
        Assert.DoesNotContain('\u001b', result.Error);
    }

    [Theory]
    [InlineData("kind", "System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData("$type", "System.IO.FileInfo, System.IO.FileSystem")]
    public void A_record_names_no_types(string member, string type)
    {
        Train();
        Change(run => run["options"]!["schedule"] = new JsonObject { [member] = type });
        Refused(Evaluate(), Path.Combine(Run, "run.json"));
    }

    [Fact]
    public void Pictures_of_a_run_stay_in_its_folder()
    {
        Train();
        var (outside, mine) = (Directory.CreateDirectory(images.Run("outside")).FullName, images.Run("mine"));
        string[] line = ["analyse", Run, "--limit", "3", "--repeats", "4", "--batches", "0", "--threads", "1"];
        Directory.CreateSymbolicLink(Path.Combine(Run, "analysis"), outside);
        var refused = Invocation.Of(line);
        Assert.Equal(2, refused.Status);
        Assert.Contains($"The folder {Path.Combine(Run, "analysis")} is a link to {outside}; name the folder to write to with --out.", refused.Error);
        Assert.Empty(Directory.GetFileSystemEntries(outside));

        Directory.Delete(Path.Combine(Run, "analysis"));
        Directory.CreateDirectory(Path.Combine(Run, "analysis"));
        File.WriteAllText(mine, "mine");
        File.CreateSymbolicLink(Path.Combine(Run, "analysis/sweep.png"), mine);
        Assert.Equal(0, Invocation.Of(line).Status);
        Assert.Equal("mine", File.ReadAllText(mine));
        Assert.Null(new FileInfo(Path.Combine(Run, "analysis/sweep.png")).LinkTarget);
    }

    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi)]
    private static extern int MakePipe([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}

using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hiwae.Training;

namespace Hiwae.Cli.Tests;

/// <summary>
/// Runs of older versions are measured and go on. Each folder in <c>Checkpoints</c> is what one version left of
/// <c>train small-balance --data images.safetensors --epochs 2 --batch 8 --test-samples 20 --threads 1 --schedule cosine --averaging 0.9</c>, with the data at another place.
/// </summary>
public sealed partial class OlderCheckpointTests : IDisposable
{
    private static readonly string Kept = Path.Combine(AppContext.BaseDirectory, "Checkpoints");

    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "Fixtures", "images.safetensors");

    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-").FullName;

    public static TheoryData<string> Versions => [.. Directory.GetDirectories(Kept).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(Versions))]
    public void A_run_is_measured_as_it_was(string version)
    {
        var run = Copy(version);
        var recorded = JsonNode.Parse(File.ReadAllText(Path.Combine(run, Checkpoint.RunFile)))!["metrics"]!["test_nll"]!.GetValue<double>();
        var measured = Invocation.Of("evaluate", run, "--data", Data, "--samples", "20", "--threads", "1", "--json");
        Assert.True(measured.Status == 0, measured.Error);
        Assert.Equal(recorded, measured.Json.GetProperty("test_nll").GetDouble(), 1e-3);
    }

    [Theory, MemberData(nameof(Versions))]
    public void A_run_goes_on(string version)
    {
        var run = Copy(version);
        var end = Invocation.Of("train", "--resume", run, "--data", Data, "--epochs", "4", "--json");
        Assert.True(end.Status == 0, end.Error);
        Assert.Contains("goes on after", end.Error, StringComparison.Ordinal);
        Assert.Equal((4, RunStatus.Completed), (Checkpoint.ReadRun(run).Epoch, Checkpoint.ReadRun(run).Status));
        Assert.Equal([1, 2, 3, 4], File.ReadLines(Path.Combine(run, "metrics.jsonl")).Select(line => JsonNode.Parse(line)!).Where(line => (string)line["kind"]! == "epoch").Select(line => (int)line["epoch"]!));
    }

    /// <summary>Whoever gives a file a new format leaves a run of the version before.</summary>
    [Fact]
    public void Every_format_is_kept()
    {
        var records = Formats(Checkpoint.RunFile, text => JsonNode.Parse(text)!["format"]!.GetValue<int>());
        var parameters = Formats(Checkpoint.ModelFile, text => int.Parse(Format().Match(text).Groups[2].Value, null));
        var states = Formats(Checkpoint.TrainingFile, text => int.Parse(Format().Match(text).Groups[2].Value, null));
        Assert.Equal(Enumerable.Range(1, RunRecord.CurrentFormat), records);
        Assert.Equal(Enumerable.Range(1, SaveMark.CurrentFormat), parameters);
        Assert.Equal(Enumerable.Range(1, TrainingNumbers.CurrentFormat), states);
    }

    [Theory]
    [InlineData(Checkpoint.RunFile)]
    [InlineData(Checkpoint.ModelFile)]
    [InlineData(Checkpoint.TrainingFile)]
    public void A_later_format_is_refused_with_the_remedy(string file)
    {
        var run = Copy("0.1.0");
        var path = Path.Combine(run, file);
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(file == Checkpoint.RunFile
            ? text.Replace("\"format\": 1", "\"format\": 9", StringComparison.Ordinal).Replace("\"0.1.0\"", "\"9.2.0\"", StringComparison.Ordinal)
            : Format().Replace(text, match => match.Groups[1].Value + "9\"")));
        var end = Invocation.Of(file == Checkpoint.TrainingFile ? ["train", "--resume", run, "--data", Data, "--epochs", "4"] : ["evaluate", run, "--data", Data]);
        Assert.Equal(1, end.Status);
        Assert.Contains($"{path} has the format 9; this version reads up to 1. Use the version ", end.Error, StringComparison.Ordinal);
        Assert.Equal(file == Checkpoint.RunFile, end.Error.Contains("9.2.0", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_later_version_says_in_the_same_format_is_passed_over()
    {
        var run = Copy("0.1.0");
        var path = Path.Combine(run, Checkpoint.RunFile);
        var record = JsonNode.Parse(File.ReadAllText(path))!;
        record["later"] = "something";
        record["options"]!["later"] = new JsonArray(1, 2);
        File.WriteAllText(path, record.ToJsonString());
        Assert.Equal(0, Invocation.Of("evaluate", run, "--data", Data, "--samples", "20", "--json").Status);
    }

    private string Copy(string version)
    {
        var run = Directory.CreateDirectory(Path.Combine(folder, "run")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Kept, version)))
            File.Copy(file, Path.Combine(run, Path.GetFileName(file)));
        return run;
    }

    private static IEnumerable<int> Formats(string file, Func<string, int> format) =>
        Directory.GetDirectories(Kept).Select(path => format(File.ReadAllText(Path.Combine(path, file), Encoding.Latin1))).Distinct().Order();

    [GeneratedRegex(@"(""hiwae\.(?:format|training)"":"")(\d+)""")]
    private static partial Regex Format();
}

using System.Text.RegularExpressions;
using Hiwae.Cli.Tests.Snapshots;

namespace Hiwae.Cli.Tests;

public sealed partial class ExplainTests
{
    public static TheoryData<string> Models => [.. DeclaredModels.All.Select(m => m.Description.Name)];

    [Theory]
    [InlineData("small")]
    [InlineData("small-balance")]
    [InlineData("small-masked")]
    [InlineData("small-whole")]
    public void An_explanation_reads_as_it_was_approved(string model)
    {
        var result = Invocation.Of("explain", model);
        Assert.True(result.Status == 0, result.Error);
        Assert.Empty(result.Error);
        Snapshot.Matches(Engine().Replace(result.Output.ReplaceLineEndings("\n"), "step: compiled\n"), model);
    }

    /// <summary>What an explanation says of steps where the engine has none that are compiled.</summary>
    [GeneratedRegex(@"step: portable, because the tensor engine .*\n")]
    private static partial Regex Engine();

    [Theory, MemberData(nameof(Models))]
    public void Every_model_can_be_explained(string model)
    {
        var json = Invocation.Of("explain", model, "--json").Json;
        var networks = json.GetProperty("networks").EnumerateArray().ToArray();
        Assert.Equal(json.GetProperty("parameters").GetInt64(), networks.Sum(n => n.GetProperty("parameters").GetInt64()));
        Assert.All(networks, n => Assert.True(n.GetProperty("parameters").GetInt64() > 0));
        var text = Invocation.Of("explain", model).Output;
        foreach (var formula in json.GetProperty("unbiased").EnumerateArray().SelectMany(s => s.GetProperty("formulas").EnumerateArray()))
            Assert.Contains(formula.GetString()!, text);
        Assert.Equal(json.GetProperty("mermaid").GetString(), Invocation.Of("explain", model, "--mermaid").Output);
    }

    [Fact]
    public void Models_are_listed_with_features_and_what_is_given()
    {
        var result = Invocation.Of("models");
        Assert.Contains("h = SmallEncoder(x)\n    given y, seen (mask)", result.Output.ReplaceLineEndings("\n"));
        Assert.Contains("explain MODEL", result.Output);
    }
}

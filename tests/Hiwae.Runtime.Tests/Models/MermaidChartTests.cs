using System.Text.RegularExpressions;
using Hiwae.Explanation;

namespace Hiwae.Runtime.Tests.Models;

public sealed partial class MermaidChartTests
{
    [Fact]
    public void Each_variable_and_each_edge_stands_once_and_boxes_are_closed()
    {
        foreach (var model in Explained.All)
        {
            var lines = MermaidChart.Of(model).TrimEnd('\n').Split('\n');
            Assert.Equal("flowchart TB", lines[0]);
            Assert.Equal(
                model.Variables.Select(v => "v_" + v.Name).Order(StringComparer.Ordinal),
                lines.Select(l => Node().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
            Assert.Equal(
                Edges(model).Order(StringComparer.Ordinal),
                lines.Select(l => Edge().Match(l)).Where(m => m.Success).Select(m => $"{m.Groups[1]} {m.Groups[2]} {m.Groups[3]} {m.Groups[4]}").Order(StringComparer.Ordinal));
            Assert.Equal(lines.Count(l => l.Trim().StartsWith("subgraph ", StringComparison.Ordinal)), lines.Count(l => l.Trim() == "end"));
            Assert.All(lines.Skip(1), line => Assert.Matches(Statement(), line));
        }
    }

    [Fact]
    public void The_plate_holds_what_each_sample_has_of_its_own()
    {
        var lines = MermaidChart.Of(Explained.Whole).Split('\n').Select(l => l.Trim()).ToList();
        var (start, end) = (lines.IndexOf("subgraph plate[\"j = 1 … 3\"]"), lines.IndexOf("end"));
        Assert.Equal(
            ["v_Z((\"z · 2\")):::latent", "v_Z0{{\"z0 · 2\"}}:::auxiliary", "v_G[[\"g · 3\"]]:::feature"], lines[(start + 1)..end]);
        Assert.Contains("v_X((\"x · 1×4×4\")):::observed", lines[..start]);
    }

    [Fact]
    public void Proposals_are_dashed_and_reverse_factors_dotted()
    {
        var lines = MermaidChart.Of(Explained.Whole).Split('\n');
        var edges = lines.Select(l => Edge().Match(l)).Where(m => m.Success).ToArray();
        foreach (var (pattern, letter) in new[] { ("8 4", 'q'), ("2 3", 'r') })
        {
            var style = lines.Single(l => l.EndsWith("stroke-dasharray: " + pattern, StringComparison.Ordinal)).Trim().Split(' ')[1];
            Assert.Equal(
                edges.Index().Where(e => e.Item.Groups[3].Value[0] == letter).Select(e => e.Index),
                style.Split(',').Select(int.Parse));
        }
    }

    private static IEnumerable<string> Edges(ModelDescription model)
    {
        foreach (var f in model.Factors.Where(factor => !factor.IsExact))
        {
            var name = (f.IsTarget ? "p̃" : $"{f.Kind}".ToLowerInvariant()) + (f.Distinct ? "_j" : "");
            var arrow = f.Kind == FactorKind.P ? "-->" : "-.->";
            foreach (var parent in f.Parents)
                yield return $"v_{parent} {arrow} {name} v_{f.Variable}";
            if (f.Context is not null)
                yield return $"v_{f.Context} {arrow} {name}, context v_{f.Variable}";
            foreach (var before in f.Previous)
                yield return $"v_{before} {arrow} {name}, t−1 v_{f.Variable}";
        }

        foreach (var v in model.Variables)
        {
            foreach (var parent in v.Feature?.Parents ?? [])
                yield return $"v_{parent} ==> {v.Feature!.Net} v_{v.Name}";
            if (v.Feature?.Context is { } context)
                yield return $"v_{context} ==> {v.Feature.Net}, context v_{v.Name}";
            foreach (var before in v.Feature?.Previous ?? [])
                yield return $"v_{before} ==> {v.Feature!.Net}, t−1 v_{v.Name}";
            if (v.Mask is not null)
                yield return $"v_{v.Mask} --o mask v_{v.Name}";
        }
    }

    [GeneratedRegex("""^ +(v_\w+)(?:\({2,3}"[^"]+"\){2,3}|\{\{"[^"]+"\}\}|\[\["[^"]+"\]\]|\["[^"]+"\]):::(?:observed|latent|auxiliary|given|feature)$""")]
    private static partial Regex Node();

    [GeneratedRegex("""^ +(v_\w+) (-->|-\.->|==>|--o)\|"([^"]+)"\| (v_\w+)$""")]
    private static partial Regex Edge();

    [GeneratedRegex("""^ +(?:v_\w+|subgraph plate\["[^"]+"\]$|end$|gradient>"[^"]+"\]$|linkStyle [\d,]+ stroke-dasharray: \d \d$|classDef \w+ [\w:#,]+$)""")]
    private static partial Regex Statement();
}

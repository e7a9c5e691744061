using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>docs/densities.md says what the code does.</summary>
public sealed class DensityPageTests
{
    private static readonly string Page = File.ReadAllText(Root("docs/densities.md"));

    [Fact]
    public void Every_density_has_its_row()
    {
        var densities = typeof(Normal).Assembly.GetTypes().Where(type => type.GetCustomAttribute<DensityAttribute>() is not null).ToArray();
        var table = Page.Split('\n').SkipWhile(line => !line.StartsWith("| `", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(densities.Length, table.Count());
        foreach (var density in densities)
        {
            var attribute = density.GetCustomAttribute<DensityAttribute>()!;
            var pointwise = density.GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IPointwiseDensity<>));
            var cells = Row(Plain(density).Length == density.Name.Length ? density.Name : $"{Plain(density)}<{(attribute.Ranked ? "R" : "D")}>");
            Assert.Equal($"`{attribute.Support}`", cells[1]);
            Assert.Equal(YesOrNo(attribute.Reparameterised), cells[4]);
            Assert.Equal(YesOrNo(pointwise), cells[5]);
            Assert.Equal(YesOrNo(attribute.Velocity), cells[6]);
        }
    }

    [Fact]
    public void Every_density_is_put_to_the_laws()
    {
        var densities = typeof(Normal).Assembly.GetTypes().Where(type => type.GetCustomAttribute<DensityAttribute>() is not null);
        Assert.Equal([], densities.Select(Plain).Except(DensityCases.All.Select(density => density.Name.Split('<')[0])));
    }

    [Theory, InlineData(nameof(Exponential)), InlineData(nameof(RandomWalk))]
    public void The_examples_are_densities_that_are_tested(string name)
    {
        var source = File.ReadAllText(Root($"tests/Hiwae.Runtime.Tests/Densities/{name}.cs"));
        var example = source[source.IndexOf("/// <summary>", StringComparison.Ordinal)..].Trim();
        Assert.Contains($"```csharp\n{example}\n```", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_a_formula_takes_fifteen_lines() =>
        Assert.True(File.ReadAllLines(Root("tests/Hiwae.Runtime.Tests/Densities/Exponential.cs")).SkipWhile(line => !line.StartsWith("/// ", StringComparison.Ordinal)).Count() <= 15);

    private static string Plain(Type density) => density.Name.Split('`')[0];

    private static string[] Row(string name) =>
        [.. Page.Split('\n').Single(line => line.StartsWith($"| `{name}` | `", StringComparison.Ordinal)).Trim('|').Split('|').Select(cell => cell.Trim())];

    private static string YesOrNo(bool answer) => answer ? "yes" : "no";

    private static string Root(string path, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../..", path);
}

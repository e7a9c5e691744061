using Hiwae.Explanation;

namespace Hiwae.Models.Tests;

public sealed class ExplanationTests
{
    public static TheoryData<string> Names => [.. Catalogue.Models.Select(m => m.Description.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Each_model_has_an_argument_that_ends_at_its_bound(string name)
    {
        var model = Catalogue.Find(name).Description;
        var evidence = EstimatorFormula.Of(model).Evidence;
        var steps = Unbiasedness.Of(model).Steps;
        Assert.Contains(steps, step => step.Formulas.Any(f => f.StartsWith("E ŵ = ", StringComparison.Ordinal) && f.EndsWith(" = " + evidence, StringComparison.Ordinal)));
        // The mean that an α trains on comes after, and is below the bound.
        Assert.EndsWith($"log E ŵ = log {evidence}", Assert.Single(steps[model.Alpha == 0 ? ^1 : ^2].Formulas), StringComparison.Ordinal);
        Assert.Equal(model.Alpha > 0, Assert.Single(steps[^1].Formulas).Contains(" ≤ E log ŵ = L_", StringComparison.Ordinal));
        Assert.Equal(
            model.Weights is Weights.Balance or Weights.Power or Weights.Maximum,
            steps.Any(step => step.Words.Contains("depends on the point", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Each_model_is_drawn_with_each_variable_once(string name)
    {
        var model = Catalogue.Find(name).Description;
        var lines = MermaidChart.Of(model).Split('\n');
        foreach (var variable in model.Variables)
            Assert.Single(lines, line => line.Contains($":::{variable.Role}", StringComparison.OrdinalIgnoreCase) && line.TrimStart().StartsWith($"v_{variable.Name}", StringComparison.Ordinal)
                && !char.IsLetterOrDigit(line.TrimStart()[2 + variable.Name.Length]));
    }

    [Theory, MemberData(nameof(Names))]
    public void Each_networks_layers_fit_each_other(string name) =>
        Assert.All(NetworkOutline.Of(Catalogue.Find(name).Description), outline => Assert.All(outline.Layers, layer => Assert.NotEmpty(layer.Output)));
}

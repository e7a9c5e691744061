using Hiwae.Generators.Tests.Harness;
using Xunit.Abstractions;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>The mean of ŵ of whatever can be declared does not depend on its proposals and reverse factors. Seeds are fixed.</summary>
public class UnbiasednessProperties(ITestOutputHelper output)
{
    private const int Models = 40;

    // Two-sided, 2e-8 for each model and so about 1e-6 for all, as far as means of 4000 draws are normal.
    private const double Quantile = 5.6;

    [Fact]
    public void No_proposal_and_no_reverse_factor_changes_the_mean()
    {
        var distances = Distances(defective: false, _ => true);
        Assert.InRange(distances.Count, Models / 4, Models); // The others have too many values for so few draws.
        Assert.All(distances, at => Assert.True(at.Distance < Quantile, $"{at.Distance} standard errors:\n{at.Model}"));
    }

    [Fact]
    public void A_reverse_factor_that_is_counted_twice_changes_the_mean()
    {
        var distances = Distances(defective: true, model => model.Variables.Any(variable => variable.IsAuxiliary), 2 * Models);
        Assert.True(
            distances.Count(at => at.Distance > Quantile) >= Models / 10,
            string.Join(", ", distances.Select(at => at.Distance.ToString("F1", System.Globalization.CultureInfo.InvariantCulture))));
    }

    /// <remarks>Where the prior is a mixture of proposals it may depend on them, and so may the mean.</remarks>
    private List<(RandomModel Model, double Distance)> Distances(bool defective, Func<RandomModel, bool> isWanted, int count = Models)
    {
        var found = new List<(RandomModel, double)>();
        var models = Enumerable.Range(1, int.MaxValue)
            .Select(seed => new Grammar(new Random(seed), [Family.All.Single(family => family.Name == "Logistic")]).Model())
            .Where(model => isWanted(model) && model.Variables.SelectMany(variable => variable.Factors).All(factor => factor.PseudoInputs is null))
            .Take(count);
        foreach (var model in models)
        {
            var distance = EmittedModel.Call(
                Generation.Run(model.Code).Output, typeof(MeanOfEstimate).GetMethod(nameof(MeanOfEstimate.Distance))!, [model, defective]);
            if (distance is double value)
                found.Add((model, value));
        }

        output.WriteLine($"{found.Count} of {count}: {string.Join(", ", found.Select(at => at.Item2.ToString("F1", System.Globalization.CultureInfo.InvariantCulture)))}");
        return found;
    }
}

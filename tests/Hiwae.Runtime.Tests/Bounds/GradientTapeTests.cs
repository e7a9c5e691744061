namespace Hiwae.Runtime.Tests.Bounds;

/// <summary>Estimators of the gradient, on the same random numbers. The statistic is Student's, of the mean difference over rows.</summary>
public sealed class GradientPathsTests
{
    private const int Rows = 200_000;

    /// <summary>There are 72 statistics of two tails: one false alarm in a million runs.</summary>
    private const double Limit = 5.7;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 0.3)]
    public void Double_reparameterisation_has_the_mean_of_the_reparameterised_gradient(int samples, double temperature) => Assert.All(
        Statistics(Gradient.DoublyReparameterised, samples, temperature), statistic => Assert.InRange(statistic.Value, 0, Limit));

    [Fact]
    public void Sticking_the_landing_has_it_for_one_sample_and_not_for_more()
    {
        Assert.All(Statistics(Gradient.StickingTheLanding, 1, 1), statistic => Assert.InRange(statistic.Value, 0, Limit));
        Assert.Contains(Statistics(Gradient.StickingTheLanding, 3, 1), statistic => statistic.Value > 3 * Limit);
    }

    [Theory]
    [InlineData(Gradient.StickingTheLanding)]
    [InlineData(Gradient.DoublyReparameterised)]
    public void Generative_and_reverse_factors_have_the_same_gradient_under_all(Gradient gradient)
    {
        using var scope = NewDisposeScope();
        var model = new SharedAuxiliary(50, 4);
        var (expected, actual) = (model.Gradients(Gradient.Reparameterised, 0.7, 1), model.Gradients(gradient, 0.7, 1));
        Assert.All(SharedAuxiliary.Generative, name => Assert.True(expected[name].allclose(actual[name], 1e-9, 1e-9), name));
        Assert.False(expected["q z"].allclose(actual["q z"]));
    }

    [Fact]
    public void With_one_sample_double_reparameterisation_is_sticking_the_landing()
    {
        using var scope = NewDisposeScope();
        var model = new SharedAuxiliary(50, 1);
        var (expected, actual) = (model.Gradients(Gradient.StickingTheLanding, 1, 1), model.Gradients(Gradient.DoublyReparameterised, 1, 1));
        Assert.All(expected, pair => Assert.True(pair.Value.allclose(actual[pair.Key], 1e-9, 1e-9), pair.Key));
    }

    /// <summary>Of proposals without parameters some draws have no gradient, and some raw parameters; TorchSharp would end the process over one that is asked for.</summary>
    [Theory]
    [InlineData("q z0")]
    [InlineData("q u")]
    [InlineData("q z")]
    [InlineData("q z0", "q u")]
    [InlineData("q z0", "q u", "q z")]
    public void Proposals_that_are_held_fixed_leave_the_gradients_of_generative_factors_as_they_are(params string[] frozen)
    {
        using var scope = NewDisposeScope();
        var (whole, part) = (new SharedAuxiliary(5, 3), new SharedAuxiliary(5, 3));
        Assert.All(frozen, part.Freeze);
        var (expected, actual) = (whole.Gradients(Gradient.DoublyReparameterised, 1, 1), part.Gradients(Gradient.DoublyReparameterised, 1, 1));
        Assert.All(SharedAuxiliary.Generative, name => Assert.True(expected[name].allclose(actual[name], 1e-9, 1e-9), name));
        Assert.All(frozen, name => Assert.Equal(0, actual[name].abs().max().ToDouble()));
    }

    [Fact]
    public void What_is_remembered_is_released()
    {
        using var scope = NewDisposeScope();
        var model = new SharedAuxiliary(5, 2);
        long Left()
        {
            using (NewDisposeScope())
                model.Gradients(Gradient.DoublyReparameterised, 1, 1);
            return LiveTensors.OfThisThread;
        }

        var before = Left();
        Assert.Equal(before, Left());
    }

    private static Dictionary<string, double> Statistics(Gradient gradient, int samples, double temperature)
    {
        using var scope = NewDisposeScope();
        var model = new SharedAuxiliary(Rows, samples);
        var (known, found) = (model.Gradients(Gradient.Reparameterised, temperature, 3), model.Gradients(gradient, temperature, 3));
        return known.ToDictionary(pair => pair.Key, pair =>
        {
            var difference = found[pair.Key] - pair.Value;
            var deviation = difference.std([0L], unbiased: true) / Math.Sqrt(Rows);
            return (difference.mean([0L]).abs() / (deviation + 1e-12)).max().ToDouble();
        });
    }
}

using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>A number that is lost in training is found again: where it was lost first, and in which words.</summary>
public sealed class DivergenceTests
{
    private static readonly TrainingOptions Options = new() { Seed = 7 };

    /// <summary>Both paths.</summary>
    public static TheoryData<StepPath> Paths => [StepPath.Compiled, StepPath.Portable];

    [Theory, MemberData(nameof(Paths))]
    public void A_value_far_outside_is_named_with_its_density(StepPath path)
    {
        using var scope = NewDisposeScope();
        var x = zeros(4, 3);
        x[1, 2] = 1e25;
        var error = Diverges<Watched>(new([x, zeros(4, 1)]), Options with { Step = path });
        Assert.Equal(
            "watched: the bound is −∞ at step 1 (epoch 1). The first term that is not finite is log p(x | z) = −∞ in row 1 of the batch, sample 0 of 2, "
            + "where X[2] is 1E+25, under Normal with the raw parameters 0, 0. Bring the values nearer to what Normal can reach, or declare a density of heavier tails; "
            + "where it is the parameters that ran away: try a learning rate below 0.001, or a gradient norm below 100.",
            error.Message);
        Assert.Equal(("X", 1L, null), (error.Variable, error.Datum, error.Parameter));
    }

    [Theory, MemberData(nameof(Paths))]
    public void A_scale_that_underflows_is_named_with_the_value(StepPath path)
    {
        using var scope = NewDisposeScope();
        var x = ones(4, 3);
        var error = Diverges<Watched>(new([x, zeros(4, 1)]), Options with { Step = path }, state => state["p_x.head.bias"][4] = -200);
        Assert.Equal(
            "watched: the bound is −∞ at step 1 (epoch 1). The first term that is not finite is log p(x | z) = −∞ in row 0 of the batch, sample 0 of 2, "
            + "where X[1] is 1, under Normal with the raw parameters 0, −200. Bring the values nearer to what Normal can reach, or declare a density of heavier tails; "
            + "where it is the parameters that ran away: try a learning rate below 0.001, or a gradient norm below 100.",
            error.Message);
    }

    [Theory, MemberData(nameof(Paths))]
    public void A_draw_that_ran_away_is_its_proposals(StepPath path)
    {
        using var scope = NewDisposeScope();
        var error = Diverges<Watched>(new([ones(4, 3), zeros(4, 1)]), Options with { Step = path }, state => state["q_z.head.bias"][0] = 1e25);
        Assert.Equal(
            "The first term that is not finite is log p(z) = −∞ in row 0 of the batch, sample 0 of 2, where Z[0] is 1E+25, under Normal with the raw parameters 0, 0. "
            + "Its proposal drew it so far out. Try a learning rate below 0.001, or a gradient norm below 100.",
            Cause(error));
        Assert.Equal("Z", error.Variable);
    }

    [Theory, MemberData(nameof(Paths))]
    public void What_is_given_or_observed_is_refused_before_a_step_is_made_of_it(StepPath path)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (zeros(4, 3), zeros(4, 1));
        (x[3, 1], y[2, 0]) = (double.NegativeInfinity, double.NaN);
        using var state = Zero<Watched>(Options with { Step = path });
        string Refusal(Observation batch) => Assert.Throws<ArgumentException>(() => Trainer.Step(state, batch, Options with { Step = path })).Message;
        Assert.StartsWith("watched.Y holds NaN at row 2, column 0 (counted from 0); ", Refusal(new([zeros(4, 3), y])), StringComparison.Ordinal);
        Assert.StartsWith("watched.X holds -Infinity at row 3, column 1 (counted from 0); ", Refusal(new([x, zeros(4, 1)])), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Paths))]
    public void A_parameter_is_looked_at_before_what_is_made_of_it(StepPath path)
    {
        using var scope = NewDisposeScope();
        var error = Diverges<Watched>(new([zeros(4, 3), zeros(4, 1)]), Options with { Step = path }, state => state["q_z.head.bias"][1] = double.NaN);
        Assert.Equal("The parameter q_z.head.bias is NaN at [1]: it was so before the first update. Give it finite numbers.", Cause(error));
        Assert.Equal("q_z.head.bias", error.Parameter);
    }

    [Fact]
    public void A_target_without_a_value_is_named_with_its_argument()
    {
        using var scope = NewDisposeScope();
        var error = Diverges<HalfTarget>(Observation.Nothing(3), Options, state => state["q_z.raw"][0, 0].add_(2));
        Assert.Matches(
            @"^half-target: the bound is NaN at step 1 \(epoch 1\)\. The first term that is not finite is log p̃\(z\) = NaN in row \d of the batch, sample \d of 2, "
            + @"where Z is \d\.\d+, under the target LeftOnly\. Mend the LogDensity of LeftOnly, or keep Z where it is finite\.$",
            error.Message);
    }

    [Fact]
    public void Weights_that_leave_nothing_are_named()
    {
        using var scope = NewDisposeScope();
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyMaximum>(data, Options);
        var error = Assert.Throws<TrainingDivergedException>(() => Trainer.Run(start, data, Options).Count());
        Assert.Matches(
            @"^tiny-maximum: the bound is −∞ at step 1 \(epoch 1\)\. All terms are finite, but log ŵ of datum \d+ of the training set is not: maximum weights make the estimate zero "
            + @"where each sample lies where another proposal is denser\. Declare Weights\.Balance, or Weights\.Power with a Beta of a few units\.$",
            error.Message);
    }

    [Theory, InlineData(StepPath.Compiled, 100.0), InlineData(StepPath.Portable, 100.0), InlineData(StepPath.Compiled, null), InlineData(StepPath.Portable, null)]
    public void A_gradient_that_does_not_exist_ends_the_run(StepPath path, double? norm)
    {
        using var scope = NewDisposeScope();
        using var state = Zero<Cusped>(Options with { Step = path, GradientNorm = norm });
        var error = Assert.Throws<TrainingDivergedException>(() => Trainer.Step(state, zeros(4, 1), Options with { Step = path, GradientNorm = norm }));
        Assert.Matches(
            @"^cusped: the bound is −\d\.\d+ nats, but its gradient is not finite at step 1 \(epoch 1\)\. The first gradient that is not finite is that of p_x\.head\.weight0?, NaN at \[0, 0\], "
            + @"and those of \d others with it\. A derivative does not exist there, or leaves the range of its numbers: look at the densities, targets and activations that lead to it\. "
            + @"Try a learning rate below 0\.001, or ",
            error.Message);
        Assert.StartsWith("p_x.head.weight", error.Parameter, StringComparison.Ordinal);

        // Where the norm is known beforehand, no parameter has been moved.
        if (norm is not null)
            Assert.All(state.Network.parameters(), parameter => Assert.Equal(0, parameter.abs().max().ToDouble()));
    }

    [Fact]
    public void The_datum_is_told_by_its_number_in_the_set()
    {
        using var scope = NewDisposeScope();
        var pixels = zeros(50, 3);
        pixels[37, 1] = 1e25;
        DataSplit Good() => Split(zeros(10, 3));
        DataSplit Split(Tensor values) => DataSplit.OfImages(values, null, 1, 3, Binarisation.None);
        var data = new DataSet("one", Split(pixels), Good(), Good());
        var options = Options with { BatchSize = 10 };
        using var start = Trainer.Start<TinyNormal>(data, options);
        var error = Assert.Throws<TrainingDivergedException>(() => Trainer.Run(start, data, options).Count());
        Assert.Contains("in datum 37 of the training set, sample ", error.Message, StringComparison.Ordinal);
        Assert.Equal(37L, error.Datum);

        // The same in the validation images.
        using var other = Trainer.Start<TinyNormal>(data with { Train = Good(), Validation = Split(pixels) }, options);
        var held = Assert.Throws<TrainingDivergedException>(() => Trainer.Run(other, data with { Train = Good(), Validation = Split(pixels) }, options).Count());
        Assert.Matches(@"^tiny-normal: the validation bound is (NaN|−∞) at step 1 \(epoch 1\)\. ", held.Message);
        Assert.Contains("in datum 37 of the validation set, sample ", held.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_are_too_large_are_told_to_be_so()
    {
        using var scope = NewDisposeScope();
        var options = Options with { Epochs = 50, BatchSize = 20, LearningRate = 1e6, GradientNorm = null };
        var data = TinyData.Bars();
        using var start = Trainer.Start<TinyBalance>(data, options);
        var error = Assert.Throws<TrainingDivergedException>(() => Trainer.Run(start, data, options).Count());
        Assert.EndsWith("ry a learning rate below 1000000, or limit the norm of the gradient.", error.Message, StringComparison.Ordinal);
    }

    private static string Cause(TrainingDivergedException error) => error.Message[(error.Message.IndexOf(". ", StringComparison.Ordinal) + 2)..];

    private static TrainingDivergedException Diverges<TModel>(Observation batch, TrainingOptions options, Action<Dictionary<string, Tensor>>? spoil = null)
        where TModel : class, IModel<TModel>
    {
        using var state = Zero<TModel>(options);
        using (no_grad())
            spoil?.Invoke(state.Network.state_dict());
        return Assert.Throws<TrainingDivergedException>(() => Trainer.Step(state, batch, options));
    }

    private static TrainingState<TModel> Zero<TModel>(TrainingOptions options) where TModel : class, IModel<TModel>
    {
        var state = Trainer.Start<TModel>(options);
        using var constant = no_grad();
        foreach (var parameter in state.Network.parameters())
            parameter.fill_(0);
        return state;
    }
}

/// <summary>Three numbers.</summary>
[Model(Samples = 2)]
public sealed partial record TinyNormal(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

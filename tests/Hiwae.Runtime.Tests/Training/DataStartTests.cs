using Hiwae.Data;
using Hiwae.Data.Glyphs;
using Hiwae.Networks;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>A variational mixture of posteriors does its job: it starts at data, and ends where a plain prior does or above.</summary>
public sealed class DataStartTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 4, BatchSize = 50, Seed = 3, LearningRate = 2e-3 };

    [Fact]
    public void It_ends_at_or_above_the_plain_prior_and_far_below_without_its_start()
    {
        using var scope = NewDisposeScope();
        var plain = Ends(Start<GlyphsPlain>());
        var mixture = Ends(Start<GlyphsPosteriors>());
        Assert.True(mixture >= plain, $"{mixture} with pseudo-inputs, {plain} with the plain prior");

        // Other noise than was drawn is taken for what was meant.
        var noise = Trainer.Start<GlyphsPosteriors>(Options, 40);
        using (no_grad())
            noise.Network.state_dict()["p_z.raw"].copy_(Noise.FromSeed(9).Normal(100, 784));
        var lost = Ends(noise);
        Assert.True(lost < plain - 10, $"{lost} from noise, {plain} with the plain prior");
    }

    [Fact]
    public void The_images_that_it_starts_at_are_drawn_by_the_seed()
    {
        using var scope = NewDisposeScope();
        using var one = Start<GlyphsPosteriors>();
        using var same = Start<GlyphsPosteriors>();
        var (first, second) = (Inputs(one), Inputs(same));
        Assert.Equal(0, (first - second).abs().max().ToDouble());

        // Every one lies near an image: within the margin and the little distance from it.
        var images = Glyphs().Train.Intensities().gt(0.5).to_type(ScalarType.Float32);
        var nearest = cdist(first, images).amin([1L]) / Math.Sqrt(784);
        Assert.True(nearest.max().ToDouble() < 0.3, $"{nearest.max().ToDouble()}");
    }

    [Fact]
    public void In_a_loop_of_ones_own_the_first_batch_is_where_it_starts_unless_that_was_said()
    {
        using var scope = NewDisposeScope();
        var batch = Glyphs().Train.Intensities().narrow(0, 0, 30).gt(0.5).to_type(ScalarType.Float32);
        using var state = Trainer.Start<GlyphsPosteriors>(Options);
        var options = Options with { LearningRate = 1e-12 };
        Trainer.Step(state, batch, options);
        Assert.True((cdist(Inputs(state), batch).amin([1L]) / Math.Sqrt(784)).max().ToDouble() < 0.12);

        // The second step leaves it as it is, and so does the first where it was started before.
        using var said = Trainer.Start<GlyphsPosteriors>(Options);
        said.Network.StartAtData(batch, Noise.FromSeed(5));
        var before = Inputs(said).clone();
        Trainer.Step(said, ones(30, 784), options);
        Assert.Equal(0, (Inputs(said) - before).abs().max().ToDouble(), 6);
    }

    [Fact]
    public void Output_biases_start_where_the_data_are_and_nothing_else_moves()
    {
        using var scope = NewDisposeScope();
        using var network = GlyphsPlain.CreateNetwork(Noise.FromSeed(1));
        var before = network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        var images = Glyphs().Train.Intensities().narrow(0, 0, 200).gt(0.5).to_type(ScalarType.Float32);
        network.StartAtData(images, Noise.FromSeed(2));
        Assert.Equal(["p_x.head.bias"], network.state_dict().Where(pair => (pair.Value - before[pair.Key]).abs().max().ToDouble() > 0).Select(pair => pair.Key));
        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));

        // The probability of a pixel is about its frequency, where that is not next to 0 or 1.
        var frequency = images.mean([0L]);
        var difference = (network.state_dict()["p_x.head.bias"].sigmoid() - frequency).abs().masked_select(frequency.gt(0.05).logical_and(frequency.lt(0.95)));
        Assert.True(difference.mean().ToDouble() < 0.1, $"{difference.mean().ToDouble()}");
    }

    private static Tensor Inputs(TrainingState<GlyphsPosteriors> state) =>
        ((PseudoInputs)state.Network.named_children().Single(child => child.name == "p_z").module).Inputs()[0][0].detach();

    private static TrainingState<TModel> Start<TModel>() where TModel : class, IModel<TModel> => Trainer.Start<TModel>(Glyphs(), Options);

    /// <summary>The validation bound of the last epoch.</summary>
    private static double Ends<TModel>(TrainingState<TModel> start) where TModel : class, IModel<TModel>
    {
        using (start)
            return Trainer.Run(start, Glyphs(), Options).Select(e => e.Event).OfType<TrainingEvent.EpochEnded>().Last().ValidationBound;
    }

    private static DataSet Glyphs()
    {
        var data = GlyphSet.Load();
        return data with { Train = data.Train.Take(2000), Validation = data.Validation.Take(300) };
    }
}

/// <summary>The standard normal prior.</summary>
[Model(Samples = 1)]
public sealed partial record GlyphsPlain(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [100])] Tensor X,
    [Shape(20), P<Normal>, Q<Normal>(nameof(X), Hidden = [100])] Tensor Z);

/// <summary>The same model with a prior made of its posteriors.</summary>
[Model(Samples = 1)]
public sealed partial record GlyphsPosteriors(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [100])] Tensor X,
    [Shape(20), P<Normal>(PseudoInputs = 100), Q<Normal>(nameof(X), Hidden = [100])] Tensor Z);

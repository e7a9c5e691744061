using Hiwae.Data;
using Hiwae.Runtime.Tests.Models;
using Hiwae.Training;
using static Hiwae.Runtime.Tests.Models.Descriptions;

namespace Hiwae.Runtime.Tests.Data;

public sealed class DataBindingTests
{
    private const int Pixels = 6;
    private const int Classes = 4;

    [Fact]
    public void Data_are_presented_in_the_order_of_declaration()
    {
        using var scope = NewDisposeScope();
        var data = Grey();
        var model = Model(
            Given("Seen", Pixels), Observed("Y", Classes, Support.OneHot), Latent("Z", "X"), Observed("X", Pixels, mask: "Seen"));
        var held = DataBinding.Of(model, data).HeldOut(data.Test);
        Assert.Equal([[8, Pixels], [8, Classes], [8, Pixels]], held.Values.Select(v => v.shape));
        Assert.True(held.Values[0].eq(1).all().ToBoolean());
        Assert.Equal([.. data.Test.Labels!.data<long>()], [.. held.Values[1].argmax(1).data<long>()]);
        Assert.Equal(8, held.Values[1].sum().ToDouble());
        Assert.True(AreBits(held.Values[2]));
        Assert.Equal("X", DataBinding.Of(model, data).Image!.Name);
        Assert.Equal([8, Pixels], Assert.Single(held.Given(model).Values).shape);
    }

    [Theory]
    [InlineData(Support.Binary, true)]
    [InlineData(Support.EightBit, false)]
    [InlineData(Support.UnitInterval, false)]
    [InlineData(Support.Real, false)]
    public void Pixels_become_zeros_and_ones_for_a_density_on_zeros_and_ones_alone(Support support, bool areBits)
    {
        using var scope = NewDisposeScope();
        var data = Grey();
        var binding = DataBinding.Of(Model(Observed("X", Pixels, support)), data);
        Assert.Equal(areBits ? Binarisation.Stochastic : Binarisation.None, binding.Binarisation);
        var image = binding.HeldOut(data.Test).Values[0];
        Assert.Equal(areBits, AreBits(image));
        if (!areBits)
            Assert.True(image.eq(data.Test.Pixels).all().ToBoolean());
    }

    [Fact]
    public void A_given_image_is_presented_as_intensities()
    {
        using var scope = NewDisposeScope();
        var data = Grey();
        var held = DataBinding.Of(Model(Observed("Y", Classes, Support.OneHot), Given("X", 1, 2, 3)), data).HeldOut(data.Test);
        Assert.True(held.Values[1].eq(data.Test.Pixels).all().ToBoolean());
    }

    [Fact]
    public void A_batch_has_its_own_rows_of_everything()
    {
        using var scope = NewDisposeScope();
        var data = Grey();
        var binding = DataBinding.Of(Model(Observed("X", Pixels, Support.Real), Given("Y", Classes)), data);
        var batch = binding.Draw(data.Train, tensor(new long[] { 5, 2 }), Noise.FromSeed(1));
        Assert.True(batch.Values[0][0].eq(data.Train.Pixels[5]).all().ToBoolean());
        Assert.Equal(data.Train.Labels![2].ToInt64(), batch.Values[1][1].argmax().ToInt64());
    }

    [Fact]
    public void What_is_missing_does_not_change_what_is_there()
    {
        using var scope = NewDisposeScope();
        var data = Grey();
        var model = Model(Observed("X", Pixels, mask: "Seen"), Given("Seen", 1));
        var (all, some) = (DataBinding.Of(model, data).HeldOut(data.Test), DataBinding.Of(model, data, 0.5).HeldOut(data.Test));
        Assert.True(all.Values[0].eq(some.Values[0]).all().ToBoolean());
        Assert.Equal([8, 1], some.Values[1].shape);
    }

    [Fact]
    public void A_data_set_leaves_no_tensor_behind_but_the_observation()
    {
        using var scope = NewDisposeScope();
        var data = Grey();
        var binding = DataBinding.Of(Model(Observed("X", Pixels, mask: "Seen"), Given("Seen", Pixels), Given("Y", Classes)), data, 0.5);
        var rows = arange(3, dtype: ScalarType.Int64);
        var before = scope.DisposablesCount;
        binding.Draw(data.Train, rows, Noise.FromSeed(1));
        Assert.Equal(before + 3, scope.DisposablesCount);
    }

    [Fact]
    public void Images_that_fit_no_variable_are_refused_with_a_remedy() =>
        Refused(Model(Observed("X", 7)), "hand-made.X has 7 values", "2 × 3 = 6 pixels", "labels from 0 to 3;", "[Shape(6)]", "[Shape(4)]");

    [Fact]
    public void Labels_that_are_not_there_are_named()
    {
        using var scope = NewDisposeScope();
        var data = Grey();
        var unlabelled = data with { Test = data.Test.Without(DataField.LabelName) };
        Refused(Model(Observed("X", Pixels), Given("Y", Classes)), unlabelled, 0, "hand-made.Y has 4 values", "labels, but none for the test images;", "choose other data");
        Refused(
            Model(Observed("X", Pixels), Given("Y", Classes)),
            unlabelled with { Train = data.Train.Without(DataField.LabelName), Validation = data.Validation.Without(DataField.LabelName) },
            0,
            "pixels and no labels;");
    }

    [Fact]
    public void Two_images_are_refused() => Refused(
        Model(Observed("X", Pixels), Given("Seen", Pixels)), "X and Seen both have 6 values", "[Mask(nameof(Seen))]");

    [Fact]
    public void Two_labels_are_refused() => Refused(
        Model(Observed("X", Pixels), Given("A", Classes), Given("B", Classes)), "A and B have 4 values, so that both would take the label of grey");

    [Fact]
    public void A_model_that_takes_no_image_is_refused() =>
        Refused(Model(Observed("Y", Classes, Support.OneHot)), "none of its data (Y with 4)", "[Shape(6)]");

    [Theory]
    [InlineData(Support.OneHot, "one-hot vectors")]
    [InlineData(Support.Positive, "positive numbers")]
    [InlineData(Support.Count, "counts")]
    public void A_density_that_pixels_do_not_suit_is_refused(Support support, string set) =>
        Refused(Model(Observed("X", Pixels, support)), "hand-made.X takes the images", set, "from 0 to 1");

    [Theory]
    [InlineData(Support.Positive, "positive numbers")]
    [InlineData(Support.Count, "counts")]
    public void A_density_that_a_label_does_not_suit_is_refused(Support support, string set) =>
        Refused(Model(Observed("X", Pixels), Observed("Y", Classes, support)), "hand-made.Y takes the label", set);

    [Fact]
    public void Missing_values_need_a_mask() =>
        Refused(Model(Observed("X", Pixels)), missing: 0.5, "a fraction of 0.5", "no variable has a mask", "[Mask(");

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_fraction_out_of_its_range_is_refused(double missing) =>
        Refused(Model(Observed("X", Pixels, mask: "Seen"), Given("Seen", 1)), missing, "at least 0 and less than 1");

    [Fact]
    public void As_many_pixels_as_classes_are_told_apart_by_the_density()
    {
        using var scope = NewDisposeScope();
        var square = DataSplit.OfImages(rand(5, 4), tensor(new long[] { 0, 1, 2, 3, 0 }), 2, 2);
        var all = new DataSet("square", square, square, square);
        var held = DataBinding.Of(Model(Observed("Y", 4, Support.OneHot), Observed("X", 4, Support.Real)), all).HeldOut(square);
        Assert.True(held.Values[1].eq(square.Pixels).all().ToBoolean());
    }

    private static void Refused(ModelDescription model, params string[] parts) => Refused(model, 0, parts);

    private static void Refused(ModelDescription model, double missing, params string[] parts)
    {
        using var scope = NewDisposeScope();
        Refused(model, Grey(), missing, parts);
    }

    private static void Refused(ModelDescription model, DataSet data, double missing, params string[] parts)
    {
        var error = Assert.Throws<ArgumentException>(() => DataBinding.Of(model, data, missing));
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    private static bool AreBits(Tensor values) => values.eq(0).logical_or(values.eq(1)).all().ToBoolean();

    /// <summary>Grey images of 2 × 3 pixels in four classes.</summary>
    private static DataSet Grey(int count = 8)
    {
        DataSplit Split(int seed)
        {
            var noise = Noise.FromSeed(seed);
            return DataSplit.OfImages(((noise.Uniform(count, Pixels) * 204) + 25).round() / 255, arange(count, dtype: ScalarType.Int64).remainder(Classes), 2, 3);
        }

        return new("grey", Split(1), Split(2), Split(3));
    }
}

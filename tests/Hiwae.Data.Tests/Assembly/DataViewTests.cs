using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hiwae.Data.Tests.Assembly;

/// <summary>Data views of ML.NET become data sets.</summary>
public sealed class DataViewTests
{
    private static readonly MLContext Context = new(seed: 1);

    private sealed class Row
    {
        public float Age { get; set; }

        public double Weight { get; set; }

        public string? Colour { get; set; }

        public bool Member { get; set; }

        public int Visits { get; set; }

        public DateTime Day { get; set; }

        [VectorType(3)]
        public float[] Vector { get; set; } = [];
    }

    [Fact]
    public void Columns_become_fields_by_their_types()
    {
        using var scope = NewDisposeScope();
        using var data = View().ToDataSet("rows", new(0.25, 0.25));
        Assert.Equal(["Age: Numbers", "Weight: Numbers", "Colour: Category", "Member: Category", "Visits: Numbers", "Vector: Numbers 3"], data.Fields.Select(field => $"{field.Name}: {field.Kind.GetType().Name} {string.Join(' ', field.Shape)}".TrimEnd()));
        var all = data.Everything();
        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => 3f * i)], all.Find("Vector")!.Values[TensorIndex.Colon, 0].contiguous().data<float>().ToArray());
        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => i % 5 == 2 ? (byte)0 : (byte)1)], all.Find("Age")!.Mask!.data<byte>().ToArray());
        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => i % 4 == 0 ? -1L : i % 2)], all.Find("Colour")!.Values.data<long>().ToArray());
        Assert.Equal(["blue", "red"], ((FieldKind.Category)data.Fields[2].Kind).Levels.ToArray());
        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => i % 3 == 0 ? 1L : 0)], all.Find("Member")!.Values.data<long>().ToArray());
        Assert.Equal((10, 5, 5), (data.Train.Count, data.Validation.Count, data.Test.Count));
    }

    [Fact]
    public void What_a_pipeline_makes_can_be_taken()
    {
        using var scope = NewDisposeScope();
        var pipeline = Context.Transforms.Conversion.MapValueToKey("Key", "Colour").Append(Context.Transforms.NormalizeMeanVariance("Scaled", "Vector"));
        var view = pipeline.Fit(View()).Transform(View());
        using var data = view.ToDataSet("keys", null, "Key", "Scaled");
        Assert.Equal(["Key", "Scaled"], data.Fields.Select(field => field.Name));
        Assert.Equal(["red", "blue"], ((FieldKind.Category)data.Fields[0].Kind).Levels.ToArray());
        Assert.Equal(5, data.Everything().Find("Key")!.Mask!.eq(0).sum().ToInt64());
    }

    [Fact]
    public void Columns_that_are_not_there_or_have_no_place_are_named()
    {
        Assert.StartsWith("The view has no column 'Height'; it has Age, Weight,", Assert.Throws<ArgumentException>(() => View().ToDataSet("x", null, "Height")).Message, StringComparison.Ordinal);
        Assert.StartsWith("The column Day is of type DateTime; leave the column out, or convert it to Single, to a vector of Single, or to text.", Assert.Throws<ArgumentException>(() => View().ToDataSet("x", null, "Day")).Message, StringComparison.Ordinal);
    }

    private static IDataView View() => Context.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new Row
    {
        Age = i % 5 == 2 ? float.NaN : i,
        Weight = i / 2.0,
        Colour = i % 4 == 0 ? null : i % 2 == 0 ? "blue" : "red",
        Member = i % 3 == 0,
        Visits = i,
        Day = DateTime.UnixEpoch,
        Vector = [3 * i, i, 1],
    }));
}

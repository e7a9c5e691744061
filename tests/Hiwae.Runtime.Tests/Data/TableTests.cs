using Hiwae.Data;
using Hiwae.Runtime.Tests.Models;
using Hiwae.Training;
using static Hiwae.Runtime.Tests.Models.Descriptions;

namespace Hiwae.Runtime.Tests.Data;

/// <summary>Tables: columns go to the variables that name them, a category as one-hot, an empty cell as a zero of the mask.</summary>
public sealed class TableTests
{
    private sealed record Person(double? Age, double Hours, string? Job, string Sex);

    private static readonly Person[] People =
    [
        .. Enumerable.Range(0, 40).Select(i => new Person(i % 5 == 3 ? null : 20 + i, 30 + (i % 7), i % 11 == 4 ? null : new[] { "clerk", "farmer", "tailor" }[i % 3], i % 2 == 0 ? "f" : "m")),
    ];

    [Fact]
    public void Columns_fill_the_variables_that_name_them()
    {
        using var scope = NewDisposeScope();
        var data = Table();
        var model = Model(
            Of(Observed("X", 2, Support.Real, mask: "Seen"), "age", "hours"), Given("Seen", 2), Of(Observed("Work", 3, Support.OneHot, mask: "Known"), "job"), Given("Known", 1), Of(Given("G", 1), "sex"));
        var binding = DataBinding.Of(model, data);
        Assert.Equal(
            "X (observed) from 2 columns, age, hours; Seen (given) as the mask of X, from the data set; Work (observed) from job, one-hot of 3 (clerk, farmer, tailor); "
            + "Known (given) as the mask of Work, from the data set; G (given) from sex, f as 0 and m as 1",
            binding.ToString());
        var all = Order(data).Select(i => People[i]).ToArray();
        var held = binding.HeldOut(data.Train);
        foreach (var (row, person) in all.Take(data.Train.Count).Index())
        {
            Assert.Equal([(float)(person.Age ?? 0), (float)person.Hours], held.Values[0][row].data<float>().ToArray());
            Assert.Equal([person.Age is null ? 0f : 1f, 1f], held.Values[1][row].data<float>().ToArray());
            Assert.Equal([.. new[] { "clerk", "farmer", "tailor" }.Select(job => job == person.Job ? 1f : 0f)], held.Values[2][row].data<float>().ToArray());
            Assert.Equal(person.Job is null ? 0 : 1, held.Values[3][row, 0].ToSingle());
            Assert.Equal(person.Sex == "m" ? 1 : 0, held.Values[4][row, 0].ToSingle());
        }

        var batch = binding.Draw(data.Train, tensor(new long[] { 7, 2 }), Noise.FromSeed(1));
        Assert.All(batch.Values.Zip(held.Values), pair => Assert.True(pair.First.eq(pair.Second[tensor(new long[] { 7, 2 })]).all().ToBoolean()));
    }

    [Fact]
    public void A_variable_of_a_columns_name_needs_no_attribute_and_the_last_one_takes_the_other_numbers()
    {
        using var scope = NewDisposeScope();
        var data = Table();
        Assert.Equal(
            "Age (observed) from age; Seen (given) as the mask of Age, from the data set; X (observed) from hours",
            DataBinding.Of(Model(Observed("Age", 1, Support.Real, mask: "Seen"), Given("Seen", 1), Observed("X", 1, Support.Real)), data).ToString());
    }

    [Fact]
    public void Numbers_of_classes_may_be_counted_from_0_or_from_1()
    {
        using var scope = NewDisposeScope();
        using var data = DataSet.FromArrays("grades", new(), ("grade", Enumerable.Range(0, 30).Select(i => 1f + (i % 4)).ToArray()), ("size", new float[30]));
        Assert.Equal("G (observed) from grade, one-hot of 4, 1 to 4 read as 0 to 3", DataBinding.Of(Model(Of(Observed("G", 4, Support.OneHot), "grade")), data).ToString());
        Assert.Equal("G (observed) from grade, one-hot of 5", DataBinding.Of(Model(Of(Observed("G", 5, Support.OneHot), "grade")), data).ToString());
        var held = DataBinding.Of(Model(Of(Observed("G", 4, Support.OneHot), "grade")), data).HeldOut(data.Train).Values[0];
        Assert.Equal([data.Train.Count, 4], held.shape);
        Assert.True(held.argmax(1).add(1).eq(data.Train.Find("grade")!.Values.squeeze(1)).all().ToBoolean());
    }

    [Fact]
    public void Classes_of_other_data_are_counted_as_those_of_training()
    {
        using var scope = NewDisposeScope();
        var grades = Model(Of(Observed("G", 4, Support.OneHot), "grade"));
        var trained = DataSet.FromArrays("grades", new(), ("grade", Enumerable.Range(0, 40).Select(i => 1f + (i % 4)).ToArray()), ("size", new float[40]));
        var fields = RunData.Of(DataBinding.Of(grades, trained)).Fields;
        Assert.Equal(new FieldKind.Label(1, 4), fields[0].Kind);

        // The largest class is lacking, which would be four classes from 0 by itself.
        var others = DataSet.FromArrays("others", new(), ("grade", Enumerable.Range(0, 30).Select(i => 1f + (i % 3)).ToArray()), ("size", new float[30])).AlignedTo(fields);
        var held = DataBinding.Of(grades, others).HeldOut(others.Train).Values[0];
        Assert.True(held.argmax(1).add(1).eq(others.Train.Find("grade")!.Values).all().ToBoolean());
        var wrong = DataSet.FromArrays("wrong", new(), ("grade", Enumerable.Range(0, 30).Select(i => 1f + (i % 5)).ToArray()), ("size", new float[30])).AlignedTo(fields);
        Assert.Matches(@"takes grade, which is 5 in row \d+ of the (training|validation|test) rows of wrong \(counted from 0\), and the model knows 1 to 4;", Assert.Throws<ArgumentException>(() => DataBinding.Of(grades, wrong)).Message);
    }

    [Fact]
    public void Names_that_a_model_does_not_know_matter_where_it_takes_them()
    {
        using var scope = NewDisposeScope();
        var jobs = Model(Of(Observed("J", 3, Support.OneHot, mask: "Known"), "job"), Given("Known", 1));
        var fields = RunData.Of(DataBinding.Of(jobs, Table())).Fields;
        DataSet With(params string?[] names) => DataSet.FromArrays("others", new(), ("JOB", Enumerable.Range(0, 30).Select(i => names[i % names.Length]).ToArray()), ("sex", Enumerable.Repeat("x", 30).ToArray())).AlignedTo(fields);
        var fewer = With("tailor", null, "farmer");
        var binding = DataBinding.Of(jobs, fewer);
        var all = binding.HeldOut(fewer.Everything());
        Assert.Equal([2L, 1L, 2L, 1L], all.Values[0][tensor(new long[] { 0, 2, 3, 5 })].argmax(1).data<long>().ToArray());
        Assert.Equal([1f, 0f, 1f, 1f], all.Values[1][..4].squeeze(1).data<float>().ToArray());
        Assert.Matches(@"takes JOB, which is 'pilot' in row \d+ of the \w+ rows of others \(counted from 0\), and the model knows clerk, farmer, tailor;", Assert.Throws<ArgumentException>(() => DataBinding.Of(jobs, With("clerk", "pilot"))).Message);

        // Of the sexes, which nobody takes, one is as good as another; and a column of empty cells is one of classes.
        var empty = DataSet.FromArrays("empty", new(), ("job", Enumerable.Repeat(float.NaN, 30).ToArray())).AlignedTo(fields);
        Assert.Equal(0, DataBinding.Of(jobs, empty).HeldOut(empty.Train).Values[1].sum().ToDouble());
    }

    [Fact]
    public void A_class_is_of_one_column_or_of_a_column_for_each()
    {
        using var scope = NewDisposeScope();
        var model = Model(Of(Observed("C", 2, Support.OneHot), "a", "b"));
        DataSet Dummies(float odd) => DataSet.FromArrays("dummies", new(), ("a", Enumerable.Range(0, 20).Select(i => i == 7 ? odd : i % 2f).ToArray()), ("b", Enumerable.Range(0, 20).Select(i => 1 - (i % 2f)).ToArray()));
        Assert.Equal(16, DataBinding.Of(model, Dummies(1)).HeldOut(Dummies(1).Train).Values[0].sum().ToDouble());
        Assert.Contains("at row 7 of the", Assert.Throws<ArgumentException>(() => DataBinding.Of(model, Dummies(0))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "hand-made.C is one class, a single 1 among zeros, but takes 2 columns of people, job, sex; declare a variable for each column of classes.",
            Assert.Throws<ArgumentException>(() => DataBinding.Of(Model(Of(Observed("C", 5, Support.OneHot), "job", "sex")), Whole())).Message, StringComparison.Ordinal);
        DataSet Whole() => DataSet.FromArrays("people", new(), ("job", Enumerable.Range(0, 20).Select(i => $"j{i % 3}").ToArray()), ("sex", Enumerable.Range(0, 20).Select(i => $"s{i % 2}").ToArray()));
    }

    [Fact]
    public void A_field_that_a_split_lacks_is_named()
    {
        using var scope = NewDisposeScope();
        var data = Table();
        var lacking = data with { Test = data.Test.Without("sex") };
        Assert.Contains("hand-made.G takes sex, but the test rows of people have none", Assert.Throws<ArgumentException>(() => DataBinding.Of(Model(Of(Observed("G", 2, Support.OneHot), "sex")), lacking)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_standardised_has_mean_0_and_deviation_1_where_it_is_there_and_can_be_undone()
    {
        using var scope = NewDisposeScope();
        var before = Table();
        var ages = before.Train.Find("age")!.Values.clone();
        var data = before.Standardised(["age"]);
        var (values, mask) = (data.Train.Find("age")!.Values, data.Train.Find("age")!.Mask!.to_type(ScalarType.Float32));
        Assert.Equal(0, (values * mask).sum().ToDouble() / mask.sum().ToDouble(), 5);
        Assert.Equal(1, ((values * mask).square().sum() / mask.sum()).ToDouble(), 4);
        Assert.True(values.masked_select(mask.eq(0)).eq(0).all().ToBoolean());
        var scaling = ((FieldKind.Numbers)data.Train.Find("age")!.Field.Kind).Scaling!;
        Assert.True((scaling.Undo(values) - ages).mul(mask).abs().max().ToDouble() < 1e-4);
        Assert.Equal(scaling, ((FieldKind.Numbers)Table().AlignedTo(data.Fields).Fields.First(field => field.Name == "age").Kind).Scaling);
        Assert.Matches(
            @"^X \(observed\) from hours; A \(observed\) from age, standardised \(mean 3\d\.\d+, s\.d\. 1\d\.\d+\); Seen",
            DataBinding.Of(Model(Of(Observed("X", 1, Support.Real), "hours"), Of(Observed("A", 1, Support.Real, mask: "Seen"), "age"), Given("Seen", 1)), data).ToString());
    }

    [Theory]
    [InlineData("A column that is not there", "people has no such column. Did you mean 'hours'?")]
    [InlineData("Too few values", "hand-made.X has 1 value, but the 2 columns that it takes of people have 1 + 1 = 2 (age, hours); declare [Shape(2)], or name other columns.")]
    [InlineData("Too many classes", "hand-made.X has 4 values, but the column job of people has 3 classes; declare [Shape(3)], or name other columns.")]
    [InlineData("No column", "hand-made.X has no [Column(…)], and people has no column of that name; name its columns, as in [Column(\"age\")]. The columns of people are age (number), hours (number), job (3 categories), sex (2 categories).")]
    [InlineData("No mask", "missing among the training rows of people, the first in row ")]
    [InlineData("A given variable with holes", "a given variable is always there: leave these rows out, or let C be observed, with a [Mask(…)].")]
    [InlineData("Numbers out of range", "Bernoulli is on zeros and ones")]
    public void What_does_not_fit_is_refused(string what, string message)
    {
        using var scope = NewDisposeScope();
        var model = what switch
        {
            "A column that is not there" => Model(Of(Observed("X", 1, Support.Real), "hour")),
            "Too few values" => Model(Of(Observed("X", 1, Support.Real), "age", "hours")),
            "Too many classes" => Model(Of(Observed("X", 4, Support.OneHot), "job")),
            "No column" => Model(Observed("X", 1, Support.Real), Observed("Y", 1, Support.Real)),
            "No mask" => Model(Of(Observed("X", 1, Support.Real), "age")),
            "A given variable with holes" => Model(Of(Observed("X", 1, Support.Real), "hours"), Of(Given("C", 3), "job")),
            _ => Model(Of(Observed("X", 1), "hours")),
        };
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => DataBinding.Of(model, Table())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_division_is_the_same_for_the_same_seed_and_takes_everything_once()
    {
        using var scope = NewDisposeScope();
        float[] Ages(DataSet data) => [.. new[] { data.Train, data.Validation, data.Test }.SelectMany(split => split.Find("n")!.Values.data<float>().ToArray())];
        DataSet Numbered(long seed) => DataSet.FromArrays("numbers", new(0.2, 0.1, seed), ("n", Enumerable.Range(0, 50).Select(i => (float)i).ToArray()));
        var data = Numbered(3);
        Assert.Equal((35, 10, 5), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal((0, 35, 45), (data.Train.First, data.Validation.First, data.Test.First));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (float)i), Ages(data).Order());
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (float)i), data.Everything().Find("n")!.Values.data<float>().ToArray());
        Assert.Equal(string.Join(" ", data.Train.Find("n")!.Values.data<float>().ToArray().Select(n => (long)n)), string.Join(" ", data.Train.Rows));
        Assert.Equal(data.Test.Rows.Take(2), data.Test.Take(2).Rows);
        Assert.Equal(Ages(data), Ages(Numbered(3)));
        Assert.NotEqual(Ages(data), Ages(Numbered(4)));
    }

    [Fact]
    public void A_row_has_the_same_mask_in_its_split_and_among_all()
    {
        using var scope = NewDisposeScope();
        var data = DataSet.FromArrays("numbers", new(0.2, 0.1), ("n", Enumerable.Range(0, 50).Select(i => (float)i).ToArray()));
        var binding = DataBinding.Of(Model(Observed("N", 1, Support.Real, mask: "Seen"), Given("Seen", 1)), data, 0.5);
        var all = binding.HeldOut(data.Everything()).Values[1].squeeze(1).data<float>().ToArray();
        Assert.InRange(all.Sum(), 15, 35);
        foreach (var split in new[] { data.Train, data.Validation, data.Test })
            Assert.Equal(split.Rows.Select(row => all[row]), binding.HeldOut(split).Values[1].squeeze(1).data<float>().ToArray());
        var rows = tensor(new long[] { 3, 1, 8 });
        Assert.Equal([.. new[] { 3, 1, 8 }.Select(row => all[data.Train.Rows[row]])], binding.Draw(data.Train, rows, Noise.FromSeed(1)).Values[1].squeeze(1).data<float>().ToArray());
    }

    [Fact]
    public void Arrays_of_every_kind_become_fields()
    {
        using var scope = NewDisposeScope();
        var images = new byte[10, 2, 3];
        images[4, 1, 2] = 255;
        var data = DataSet.FromArrays(
            "all", new(), ("a", new float[10]), ("b", new double[10, 3]), ("c", Enumerable.Repeat("x", 10).ToArray()), ("d", new int[10]), ("e", new long[10]), ("f", images), ("g", new byte[10, 3, 2, 2]));
        Assert.Equal(["a: ", "b: 3", "c: ", "d: ", "e: ", "f: 2 3", "g: 3 2 2"], data.Fields.Select(field => $"{field.Name}: {string.Join(' ', field.Shape)}"));
        Assert.Equal(255, new[] { data.Train, data.Validation, data.Test }.Sum(split => split.Find("f")!.Values.to_type(ScalarType.Int64)[TensorIndex.Colon, 5].sum().ToInt64()));
        Assert.Contains("a is of type Decimal[]; pass float[]", Assert.Throws<ArgumentException>(() => DataSet.FromArrays("x", new(), ("a", new decimal[4]))).Message, StringComparison.Ordinal);
        Assert.Contains("b has 3 rows, but a has 4", Assert.Throws<ArgumentException>(() => DataSet.FromArrays("x", new(), ("a", new float[4]), ("b", new float[3]))).Message, StringComparison.Ordinal);
        Assert.Contains("leave none to train on", Assert.Throws<ArgumentException>(() => DataSet.FromArrays("x", new(0.5, 0.4), ("a", new float[4]))).Message, StringComparison.Ordinal);
        var few = DataSet.FromArrays("few", new(), ("a", new float[2]));
        Assert.Equal((0, 1, 1), (few.Train.Count, few.Validation.Count, few.Test.Count));
        Assert.Equal(
            "few has no training rows; at least 1 is needed, of 3 in all: one for training, one for validation and one for the test.",
            Assert.Throws<ArgumentException>(() => DataBinding.Of(Model(Observed("A", 1, Support.Real)), few, new TrainingOptions())).Message);
        var empty = DataSet.FromArrays("empty", new(), ("a", Enumerable.Repeat(float.NaN, 9).ToArray()));
        Assert.Contains(
            "a has no value in any of the 7 training rows of empty",
            Assert.Throws<ArgumentException>(() => DataBinding.Of(Model(Observed("A", 1, Support.Real, mask: "Seen"), Given("Seen", 1)), empty, new TrainingOptions())).Message, StringComparison.Ordinal);
        var same = DataSet.FromTensors("t", new(), [zeros(10, 3), zeros(10, dtype: ScalarType.Int64), zeros(10, 4, 5, dtype: ScalarType.Byte)]);
        Assert.Equal(["0: 3", "1: ", "2: 4 5"], same.Fields.Select(field => $"{field.Name}: {string.Join(' ', field.Shape)}"));
    }

    private static VariableDescription Of(VariableDescription variable, params string[] columns) => variable with { Columns = [.. columns] };

    private static IEnumerable<int> Order(DataSet data) => Noise.FromSeed(0).Permutation(40).data<long>().ToArray().Select(place => (int)place);

    private static DataSet Table() => DataSet.FromEnumerable(
        "people",
        new(),
        People,
        DataColumn.Number("age", (Person person) => person.Age),
        DataColumn.Number("hours", (Person person) => person.Hours),
        DataColumn.Category("job", (Person person) => person.Job),
        DataColumn.Category("sex", (Person person) => person.Sex));
}

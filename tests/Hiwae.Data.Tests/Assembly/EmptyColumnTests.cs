using Hiwae.Data.Assembly;
using Hiwae.Data.Formats.Tables;

namespace Hiwae.Data.Tests.Assembly;

/// <summary>A column of which nothing is there in one table is missing there, whatever its type says.</summary>
public sealed class EmptyColumnTests
{
    private static readonly bool[] All = [true, true, true];

    private static readonly TableColumn Texts = TableColumn.OfCategories("a", [], [-1, -1, -1], All);
    private static readonly TableColumn Numbers = new("a", ColumnKind.Number, new double[] { 1, 2, 3, 4 });
    private static readonly TableColumn NoNumbers = new("a", ColumnKind.Number, new[] { double.NaN, double.NaN, double.NaN }) { Missing = All };
    private static readonly TableColumn Colours = TableColumn.OfCategories("a", ["red", "blue"], [0, 1, 1, 0], null);
    private static readonly TableColumn Pairs = new("a", ColumnKind.Vector, new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }) { Width = 2 };
    private static readonly TableColumn NoPairs = new("a", ColumnKind.Vector, new[] { float.NaN, float.NaN, float.NaN }) { Missing = All };

    [Theory, MemberData(nameof(Cases))]
    public void It_is_missing(string what)
    {
        var (train, test) = Columns[what];
        using var scope = NewDisposeScope();
        using var data = TableSets.Plan("people", [Table("train.csv", train), Table("test.csv", test)], new()).ToDataSet(new());
        var field = data.Test.Find("a")!;
        Assert.Equal(data.Train.Fields[0].Field, field.Field);
        Assert.Equal(3, data.Test.Count);
        Assert.Equal(new byte[3 * field.Field.Size], field.Mask!.data<byte>().ToArray());
        Assert.Equal(field.Field.Kind is FieldKind.Category ? -1 : 0, field.Values.max().to_type(ScalarType.Int64).ToInt64());
        Assert.Equal(train.Missing is null, data.Train.Fields[0].Mask is null);
    }

    private static readonly ImmutableDictionary<string, (TableColumn, TableColumn)> Columns = new Dictionary<string, (TableColumn, TableColumn)>
    {
        ["texts beside numbers"] = (Numbers, Texts),
        ["texts beside vectors"] = (Pairs, Texts),
        ["numbers beside vectors"] = (Pairs, NoNumbers),
        ["vectors beside longer ones"] = (Pairs, NoPairs),
        ["numbers beside categories"] = (Colours, NoNumbers),
        ["texts beside nothing"] = (NoNumbers, Texts),
        ["texts alone"] = (Texts, Texts),
    }.ToImmutableDictionary();

    public static TheoryData<string> Cases() => [.. Columns.Keys];

    private static DataTable Table(string path, TableColumn column) => new(path, column.Missing is null ? 4 : 3, [column]);
}

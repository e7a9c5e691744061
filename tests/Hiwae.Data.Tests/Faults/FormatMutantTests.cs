using Hiwae.Data.Formats;
using Hiwae.Data.Formats.Cifar;
using Hiwae.Data.Formats.Matlab;
using Hiwae.Data.Formats.Numpy;
using Hiwae.Data.Formats.Pictures;
using Hiwae.Data.Formats.Tables;
using Hiwae.Data.Formats.Tensors;
using Hiwae.Data.Formats.Text;
using Hiwae.Data.Recognition;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Tests.Faults;
using Xunit.Abstractions;

namespace Hiwae.Data.Tests.Faults;

/// <summary>Damaged files of every format are read rightly, as another reader reads them, or refused by name.</summary>
public sealed class FormatMutantTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_100;

    // What libraries allocate for themselves before they see that a file is none: tables of codes, pools, a decoder.
    private const long OfLibraries = 8 << 20;

    [Fact]
    public void Npy() => Survive(
        ["npy/bytes.npy", "npy/half.npy", "npy/big.npy", "npy/long.npy", "npy/fortran.npy", "npy/version2.npy", "npy/texts.npy", "npy/flags.npy"],
        path => [NpyReader.Read(path)],
        (bytes, arrays) => AssertSame(NpyReference.Read(bytes), arrays[0]),
        ofText: true);

    [Fact]
    public void Npz() => Survive(
        ["images.npz", "whole.npz"],
        path => NpzReader.Read(path),
        (_, arrays) => AssertWritten(NpzReader.Read(Fixture.Path("images.npz")).Concat(NpzReader.Read(Fixture.Path("whole.npz"))), arrays),
        size: bytes => bytes.Length + 16_000);

    [Fact]
    public void Matlab() => Survive(
        ["kinds.mat", "silhouettes.mat"],
        path => MatFile.Read(path).Arrays,
        (bytes, arrays) => AssertAll(MatReference.Read(bytes), arrays));

    [Fact]
    public void Matlab_compressed() => Survive(
        ["chardata.mat"],
        path => MatFile.Read(path).Arrays,
        (bytes, arrays) => AssertAll(MatReference.Read(MatReference.Unpacked(bytes)), arrays),
        size: bytes => bytes.Length + 80_000);

    [Fact]
    public void Safetensors() => Survive(
        ["images.safetensors"],
        path => SafetensorsArrays.Read(path),
        (bytes, arrays) => Assert.Equal(bytes.Length - 8 - BitConverter.ToInt64(bytes), arrays.Sum(array => array.Values.LongLength * SizeOf(array))),
        ofText: true);

    [Fact]
    public void Cifar() => Survive(
        ["cifar-10-batches-bin/test_batch.bin", "cifar-100-binary/test.bin"],
        path => CifarReader.Read(path),
        (bytes, arrays) => Assert.Equal(
            Convert.ToHexString(bytes),
            Convert.ToHexString([.. Enumerable.Range(0, arrays[0].Count).SelectMany(i => arrays.Skip(1).Reverse().Select(labels => ((byte[])labels.Values)[i]).Concat(((byte[])arrays[0].Values)[(i * 3072)..((i + 1) * 3072)]))])));

    [Fact]
    public void Amat() => Survive(
        ["amat/bars_test.amat"],
        path => [AmatReader.Read(path)],
        (bytes, arrays) =>
        {
            var lines = System.Text.Encoding.Latin1.GetString(bytes).Split('\n').Select(line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)).Where(line => line.Length > 0).ToArray();
            Assert.Equal([lines.Length, lines[0].Length], arrays[0].Shape.ToArray());
            Assert.Equal([.. lines.SelectMany(line => line).Select(text => (float)double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))], ElementReader.Floats(arrays[0].Values));
        },
        ofText: true);

    [Fact]
    public void Pictures() => Survive(
        ["pictures/train/rows/00.png", "odd-pictures/palette.png", "odd-pictures/sixteen.png", "odd-pictures/alpha.png", "colour/00.jpg"],
        path =>
        {
            var picture = Picture.Read(path);
            return [PictureReader.Stack("image", path, [picture])];
        },
        (_, arrays) => Assert.Equal(arrays[0].Shape.Aggregate(1, (product, length) => product * length), arrays[0].Values.Length),
        size: bytes => OfLibraries * 8);

    [Theory, InlineData("table.csv"), InlineData("bare.csv")]
    public void Csv(string name) => SurviveTable([name], path => CsvReader.Read(path), 2 << 20);

    [Fact]
    public void Parquet() => SurviveTable(["table.parquet", "table-zstd.parquet", "vectors.parquet", "other.parquet"], ParquetFile.Read, 64 << 20);

    /// <summary>Whatever a file is, it is recognised as something.</summary>
    [Fact]
    public void Recognition() => Survive(
        ["images.npz", "chardata.mat", "table.parquet", "table.csv", "images.safetensors", "pictures/train/rows/00.png", "npy/half.npy", "table.tsv.gz", "emnist/gzip/emnist-letters-test-labels-idx1-ubyte.gz"],
        path =>
        {
            Assert.NotEmpty(FileSniffer.Of(path).Noun);
            return [];
        },
        (_, _) => { },
        refuses: false);

    private void SurviveTable(string[] names, Func<string, DataTable> read, long most)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("damaged");
        var whole = names.Select(Fixture.Bytes).ToArray();
        var count = Mutants.Survive(path, Seed, random => ByteMutation.Of(whole[random.Next(whole.Length)], random), _ =>
        {
            var table = read(path);
            return () => Assert.All(table.Columns.Where(column => column.Kind != ColumnKind.Text), column => Assert.Equal(table.Rows * column.Width, column.Values.Length));
        }, e => e is DataFormatException, bytes => bytes.Length + (most / Mutants.MostSizes));
        output.WriteLine($"{names[0]}, seed {Seed}: {count}");
        Assert.InRange(count.Read, 1, Mutants.Count - 1);
    }

    private void Survive(
        string[] names, Func<string, ImmutableArray<FileArray>> read, Action<byte[], ImmutableArray<FileArray>> check, Func<byte[], long>? size = null, bool ofText = false, bool refuses = true)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("damaged");
        var whole = names.Select(Fixture.Bytes).ToArray();
        var count = Mutants.Survive(path, Seed, random =>
        {
            var bytes = whole[random.Next(whole.Length)];
            return ofText && random.Next(3) == 0 ? DigitMutation.Of(bytes, random) : ByteMutation.Of(bytes, random);
        }, bytes =>
        {
            var arrays = read(path);
            return () => check(bytes, arrays);
        }, e => e is DataFormatException, size);
        output.WriteLine($"{names[0]}, seed {Seed}: {count}");
        if (refuses)
            Assert.InRange(count.Read, 1, Mutants.Count - 1);
    }

    private static int SizeOf(FileArray array) => array.Kind switch
    {
        ArrayKind.Byte => 1,
        ArrayKind.Int or ArrayKind.Float => 4,
        _ => 8,
    };

    private static void AssertWritten(IEnumerable<FileArray> written, ImmutableArray<FileArray> read) =>
        Assert.All(read, array => Assert.True(written.Any(other => other.Shape.SequenceEqual(array.Shape) && Same(other.Values, array.Values)), $"{array} is none of those that were written."));

    private static void AssertAll(IReadOnlyList<(int[] Shape, double[] Values)>? expected, ImmutableArray<FileArray> arrays)
    {
        Assert.True(expected is not null, "It was read, but is no such file.");
        var numbers = arrays.Where(array => array.Kind != ArrayKind.Text).ToArray();
        Assert.Equal(expected.Count, numbers.Length);
        foreach (var (one, array) in expected.Zip(numbers))
            AssertSame(one, array);
    }

    private static void AssertSame((int[] Shape, double[] Values)? expected, FileArray array)
    {
        if (array.Kind == ArrayKind.Text)
            return;
        Assert.True(expected is not null, "It was read, but is no such file.");
        Assert.Equal(expected.Value.Shape, array.Shape.ToArray());
        Assert.Equal(expected.Value.Values, array.Values switch
        {
            bool[] some => Array.ConvertAll(some, value => value ? 1.0 : 0.0),
            double[] some => some,
            long[] some => Array.ConvertAll(some, value => (double)value),
            int[] some => Array.ConvertAll(some, value => (double)value),
            _ => Array.ConvertAll(ElementReader.Floats(array.Values), value => (double)value),
        });
    }

    private static bool Same(Array one, Array other) => one.GetType() == other.GetType() && one.Cast<object>().SequenceEqual(other.Cast<object>());
}

using System.IO.Compression;
using System.Text;
using Hiwae.Data.Tests.Idx;
using Hiwae.Runtime.Tests.Data;

namespace Hiwae.Data.Tests.Assembly;

/// <summary>What is no data set is refused with what was found there, what is read, and what to do.</summary>
public sealed class RefusalTests
{
    private const string Read = "IDX, .npy and .npz, MATLAB's .mat, .amat, CIFAR's binary files, PNG and JPEG, CSV, Parquet and safetensors are read";

    [Theory]
    [InlineData("89484446 0D0A1A0A 0000", "an HDF5 file", "in MATLAB save it with -v7 instead of -v7.3, in Python save its arrays with numpy.savez")]
    [InlineData("80 04 95 00", "a Python pickle, and to read one is to run what it says", "load it in Python and save its arrays with numpy.savez; CIFAR comes in a binary version, too")]
    [InlineData("424D 46000000 00000000 36000000 28000000", "a BMP picture", "save the picture as PNG")]
    [InlineData("43444601 00000000", "a NetCDF file", "save its arrays with numpy.savez")]
    [InlineData("47494638 3961 0100 0100 80 00 00", "a GIF picture", "save the picture as PNG")]
    [InlineData("3C21444F43545950452068746D6C3E", "a web page, as a failed download leaves it", "get the file again")]
    [InlineData("7B2261223A317D", "a JSON text", "save it as CSV or Parquet")]
    [InlineData("00FF0102030405", "a file of no format that is known here", "see what is read")]
    public void Files_that_are_known_are_named_with_a_remedy(string bytes, string noun, string remedy)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("data.bin", Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal($"{path}: it is {noun}; {Read}; {remedy}.", Message(path));
        Assert.Equal($"{folder.Path}: there are no data in it that are read; found are data.bin, {noun}; {Read}; {remedy}.", Message(folder.Path));
    }

    /// <summary>What begins other formats may begin the name of a column.</summary>
    [Theory, InlineData("BMI"), InlineData("BM"), InlineData("ORCID"), InlineData("CDF"), InlineData("RDX"), InlineData("BZh"), InlineData("GIF8"), InlineData("PAR1"), InlineData("ARROW1"), InlineData("%PDF"), InlineData("[id]")]
    public void A_column_may_be_called_like_the_beginning_of_another_format(string name)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = folder.Write("table", Encoding.UTF8.GetBytes($"{name},age\n" + string.Join('\n', Enumerable.Range(0, 30).Select(i => $"{i % 7}.5,{i}"))));
        Assert.Equal([name, "age"], DataFiles.Read(path).Fields.Select(field => field.Name));
    }

    [Fact]
    public void An_archive_of_arrays_that_is_cut_off_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("images.npz", Fixture.Bytes("images.npz")[..500]);
        Assert.Equal($"{path}: it is a zip archive, as .npz files are, that is damaged or cut off; {Read}; get the file again.", Message(path));
    }

    [Fact]
    public void Archives_of_something_else_are_named()
    {
        using var folder = new TemporaryFolder();
        string Zip(string entry)
        {
            using (var archive = ZipFile.Open(folder.File(entry.Replace('/', '-')), ZipArchiveMode.Create))
                archive.CreateEntry(entry).Open().Dispose();
            return folder.File(entry.Replace('/', '-'));
        }

        Assert.Contains("it is a workbook of Excel or another office document;", Message(Zip("[Content_Types].xml")), StringComparison.Ordinal);
        Assert.Contains("it is a file of PyTorch, with a pickle in it;", Message(Zip("archive/data.pkl")), StringComparison.Ordinal);
        Assert.Contains("it is a zip archive without arrays of numpy;", Message(Zip("a.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_that_are_no_set_are_listed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train-labels-idx1-ubyte", IdxBytes.Labels(9));
        folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(4));
        Assert.Equal(
            $"{folder.Path}: there are labels in it, but nothing that they are of; found are t10k-labels-idx1-ubyte [4] of bytes, train-labels-idx1-ubyte [9] of bytes; "
            + "name arrays by what they are, as in x_train, y_train, x_test and y_test, with a row for each datum, or a file that has them.",
            Message(folder.Path));
    }

    /// <summary>A part of a set that is hardly what it was meant to be is not passed over.</summary>
    [Theory]
    [InlineData("", "empty, or a pipe or a device instead of a file")]
    [InlineData("<!DOCTYPE html>", "a web page, as a failed download leaves it")]
    [InlineData("\u001F\u008B\u0008", "a damaged gzip file")]
    public void A_broken_part_of_a_set_is_named(string content, string noun)
    {
        using var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", IdxBytes.Images(12));
        folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(6));
        folder.Write("notes", Encoding.Latin1.GetBytes(content));
        using (var data = DataFiles.Read(folder.Path))
            Assert.Null(data.Train.Labels);
        var path = folder.Write("train-labels-idx1-ubyte.gz", Encoding.Latin1.GetBytes(content));
        Assert.Equal($"{path}: it is {noun}; {Read}; get the file again.", Message(folder.Path));
    }

    [Fact]
    public void Several_sets_in_a_folder_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, count) in new[] { ("digits", 12), ("letters", 18) })
        {
            folder.Write($"emnist-{name}-train-images-idx3-ubyte", IdxBytes.Images(count));
            folder.Write($"emnist-{name}-test-images-idx3-ubyte", IdxBytes.Images(count / 2));
        }

        Assert.Equal(
            $"{folder.Path}: there are several sets in it, such as {folder.File("emnist-digits-test-images-idx3-ubyte")} with 6 rows and {folder.File("emnist-letters-test-images-idx3-ubyte")} with 9; "
            + $"name the beginning of the names of one set's files, such as {folder.File("emnist-letters")}.",
            Message(folder.Path).Replace("train-images-idx3-ubyte with 12", "test-images-idx3-ubyte with 6", StringComparison.Ordinal).Replace("train-images-idx3-ubyte with 18", "test-images-idx3-ubyte with 9", StringComparison.Ordinal));
        using var scope = NewDisposeScope();
        Assert.Equal(15, DataFiles.Read(folder.File("emnist-letters")).Train.Count);
    }

    [Fact]
    public void Splits_that_do_not_fit_are_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", IdxBytes.Images(12));
        folder.Write("train-labels-idx1-ubyte", IdxBytes.Labels(11));
        Assert.Contains($"{folder.File("train-labels-idx1-ubyte")}: 11 labels do not fit the 12 images of {folder.File("train-images-idx3-ubyte")}; use two files of the same set.", Message(folder.Path), StringComparison.Ordinal);
        File.Delete(folder.File("train-labels-idx1-ubyte"));
        folder.Write("a-test.csv", Encoding.UTF8.GetBytes("a,b\n1,2\n"));
        using var scope = NewDisposeScope();
        Assert.Equal(10, DataFiles.Read(folder.Path).Train.Count);
        using var tables = new TemporaryFolder();
        tables.Write("a.csv", "x,y\n1,2\n"u8.ToArray());
        tables.Write("b.csv", "x,y\n1,2\n"u8.ToArray());
        Assert.Equal($"{tables.Path}: there are several tables in it, a.csv, b.csv; name one of them, or call them train and test, and valid where there is such a one.", Message(tables.Path));
        Assert.Contains("there is no such folder and no such file;", Message(tables.File("absent")), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_alike_are_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("people.csv", Encoding.UTF8.GetBytes("Age,age\n" + string.Join('\n', Enumerable.Range(0, 30).Select(i => $"{i},{i}"))));
        const string Alike = "the names Age and age differ in capital letters alone; write them alike where they are one field in several files, and else give each a name of its own.";
        Assert.Equal($"{path}: {Alike}", Message(path));
        using var splits = new TemporaryFolder();
        splits.Write("train.csv", "Age,b\n1,2\n2,3\n"u8.ToArray());
        splits.Write("test.csv", "age,b\n1,2\n2,3\n"u8.ToArray());
        Assert.Equal($"{splits.Path}: {Alike}", Message(splits.Path));
        using var arrays = new TemporaryFolder();
        foreach (var name in new[] { "train", "train-images", "test", "test-images" })
            arrays.Write(name, IdxBytes.Images(12));
        Assert.Equal($"{arrays.Path}: 2 arrays of it are called image; give each a name of its own.", Message(arrays.Path));
    }

    [Fact]
    public void Too_few_data_are_named_with_fractions_as_a_remedy()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("three.csv", "a,b\n1,2\n3,4\n5,6\n"u8.ToArray());
        Assert.Equal(
            $"{path}: three.csv has 3 data, and 2 for validation and 1 for the test leave none to train on; use a larger set, or other fractions.".Replace("three.csv has", "three has", StringComparison.Ordinal),
            Assert.Throws<DataFormatException>(() => DataFiles.Read(path, new() { Validation = 0.5, Test = 0.4 })).Message);

        // Fewer can be measured, if not trained on.
        using var two = DataFiles.Read(folder.Write("two.csv", "a,b\n1,2\n3,4\n"u8.ToArray()));
        Assert.Equal((0, 1, 1), (two.Train.Count, two.Validation.Count, two.Test.Count));
        Assert.Equal([1f, 3f], two.Everything().Find("a")!.Values.data<float>().ToArray());
    }

    [Fact]
    public void A_table_of_texts_and_pictures_of_two_sizes_are_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("texts", Encoding.UTF8.GetBytes("name,city\n" + string.Join('\n', Enumerable.Range(0, 30).Select(i => $"name{i},city{i}"))));
        Assert.Equal(
            $"{path}: none of its columns is of numbers or categories; found are name (texts, 30 different in 30 cells), city (texts, 30 different in 30 cells); "
            + "name a table that has some; texts are categories where at most 20 are different, or at most 1000, each in two cells or more.",
            Message(path));
        Assert.Contains("the picture is of 7 × 8 pixels", Message(Fixture.Path("odd-pictures")), StringComparison.Ordinal);
    }

    private static string Message(string path) => Assert.Throws<DataFormatException>(() => DataFiles.Read(path)).Message;
}

using Hiwae.Data.Formats;
using Hiwae.Data.Formats.Cifar;
using Hiwae.Data.Formats.Matlab;
using Hiwae.Data.Formats.Numpy;
using Hiwae.Data.Formats.Tensors;
using Hiwae.Data.Formats.Text;
using Hiwae.Data.Idx;

namespace Hiwae.Data.Tests.Formats;

/// <summary>Arrays are read as numpy, scipy and the like wrote them.</summary>
public sealed class ArrayTests
{
    [Theory]
    [InlineData("bytes", ArrayKind.Byte)]
    [InlineData("half", ArrayKind.Float)]
    [InlineData("big", ArrayKind.Float)]
    [InlineData("double", ArrayKind.Double)]
    [InlineData("long", ArrayKind.Long)]
    [InlineData("unsigned", ArrayKind.Int)]
    [InlineData("flags", ArrayKind.Bool)]
    public void Numbers_of_all_types_come_out_of_npy_files(string name, object kind)
    {
        var array = NpyReader.Read(Fixture.Path($"npy/{name}.npy"));
        Assert.Equal((ArrayKind)kind, array.Kind);
        Assert.Equal([2, 3, 4], array.Shape.ToArray());
        Assert.Equal([.. Enumerable.Range(0, 24).Select(i => name == "flags" ? Math.Min(i % 5, 1) : (float)(i % 5))], ElementReader.Floats(array.Values));
    }

    [Fact]
    public void Fortran_order_is_turned_into_rows()
    {
        var array = NpyReader.Read(Fixture.Path("npy/fortran.npy"));
        Assert.True(array.IsColumnMajor);
        Assert.Equal(Enumerable.Range(0, 24), (int[])array.RowMajor().Values);
        Assert.Equal(array.Shape.ToArray(), array.RowMajor().Shape.ToArray());
        var turned = array.Transposed();
        Assert.Equal([4, 3, 2], turned.Shape.ToArray());
        Assert.Same(array.Values, turned.RowMajor().Values);
    }

    [Theory, InlineData(2), InlineData(3)]
    public void Later_versions_of_npy_are_read(int version) =>
        Assert.Equal([0f, 1, 2, 3, 4, 5], (float[])NpyReader.Read(Fixture.Path($"npy/version{version}.npy")).Values);

    [Fact]
    public void Texts_of_npy_are_read_and_objects_are_not()
    {
        Assert.Equal(["red", "green", "red"], (string[])NpyReader.Read(Fixture.Path("npy/texts.npy")).Values);
        var path = Fixture.Path("npy/objects.npy");
        Assert.Equal(
            $"{path}: the array holds Python objects; to read them is to run what the file says; save an array of numbers, with .astype('float32').",
            Assert.Throws<DataFormatException>(() => NpyReader.Read(path)).Message);
    }

    [Fact]
    public void Arrays_of_an_archive_have_their_names()
    {
        var arrays = NpzReader.Read(Fixture.Path("images.npz"));
        Assert.Equal(
            ["x_train [60, 8, 8] of bytes", "y_train [60] of integers", "x_test [20, 8, 8] of bytes", "y_test [20] of integers"], arrays.Select(array => array.ToString()));
        var intensities = (float[])NpzReader.Read(Fixture.Path("grey.npz"))[0].Values;
        Assert.Equal((byte[])arrays[0].Values, intensities.Select(value => (byte)(value * 255 > 127 ? 1 : 0)));
    }

    [Theory, InlineData("i1"), InlineData("i2"), InlineData("i4"), InlineData("f4"), InlineData("f8")]
    public void Idx_files_of_other_types_are_read(string type)
    {
        var array = IdxArray.Read(Fixture.Path($"idx/of-{type}"));
        Assert.Equal([2, 3, 4], array.Shape.ToArray());
        Assert.Equal([.. Enumerable.Range(-3, 24).Select(i => (float)i)], ElementReader.Floats(array.Values));
    }

    [Fact]
    public void Columns_of_matlab_are_images()
    {
        var (arrays, others) = MatFile.Read(Fixture.Path("chardata.mat"));
        Assert.Empty(others);
        Assert.Equal(["data", "target", "targetchar", "testdata", "testtarget", "testtargetchar"], arrays.Select(array => array.Name));
        Assert.Equal([64, 60], arrays[0].Shape.ToArray());
        var rows = arrays[0].Transposed().RowMajor();
        Assert.Equal([.. ((byte[])NpzReader.Read(Fixture.Path("images.npz"))[0].Values).Select(bit => (float)bit)], ElementReader.Floats(rows.Values));
    }

    [Fact]
    public void All_types_of_matlab_are_read_and_what_is_no_array_of_numbers_is_named()
    {
        var (arrays, others) = MatFile.Read(Fixture.Path("kinds.mat"));
        Array Of(string name) => arrays.Single(array => array.Name == name).RowMajor().Values;
        Assert.Equal(Enumerable.Range(-3, 6), (int[])Of("int8"));
        Assert.Equal(Enumerable.Range(0, 6), (int[])Of("uint16"));
        Assert.Equal(Enumerable.Range(0, 6).Select(i => i - (1L << 40)), (long[])Of("int64"));
        Assert.Equal(Enumerable.Range(0, 6).Select(i => i / 4f), (float[])Of("single"));
        Assert.Equal(Enumerable.Range(0, 6).Select(i => i + 0.5), (double[])Of("double"));
        Assert.Equal([true, false], (bool[])Of("flags"));
        Assert.Equal(["red", "green"], (string[])Of("words"));
        Assert.Equal([0f, 1, 2], ElementReader.Floats(Of("nested.a")));
        Assert.Equal([0, 1], (byte[])Of("nested.b.c"));
        Assert.Equal([1, 2, 3], arrays.Single(array => array.Name == "single").Shape.ToArray());
        Assert.Equal(["nested.cells (a cell array)", "cells (a cell array)", "complex (complex numbers)"], others.ToArray());
    }

    [Fact]
    public void Texts_of_numbers_are_bytes_where_they_can_be()
    {
        var bits = AmatReader.Read(Fixture.Path("amat/bars_train.amat"));
        Assert.Equal([60, 64], bits.Shape.ToArray());
        Assert.Equal((byte[])NpzReader.Read(Fixture.Path("images.npz"))[0].Values, (byte[])bits.Values);
        var labelled = AmatReader.Read(Fixture.Path("labelled.amat"));
        Assert.Equal([60, 65], labelled.Shape.ToArray());
        Assert.Equal([.. Enumerable.Range(0, 60).Select(i => (float)(i % 4))], ((float[])labelled.Values).Where((_, i) => i % 65 == 64));
        Assert.Equal(((float[])NpzReader.Read(Fixture.Path("grey.npz"))[0].Values)[70], ((float[])labelled.Values)[71], 3);
    }

    [Fact]
    public void Cifar_has_one_label_or_two()
    {
        var ten = CifarReader.Read(Fixture.Path("cifar-10-batches-bin/data_batch_1.bin"));
        Assert.Equal(["images [4, 3, 32, 32] of bytes", "labels [4] of bytes"], ten.Select(array => array.ToString()));
        Assert.Equal([0, 1, 2, 3], (byte[])ten[1].Values);
        var pixels = (byte[])ten[0].Values;
        Assert.Equal(255, pixels[5] + pixels[1024 + 5]);
        var hundred = CifarReader.Read(Fixture.Path("cifar-100-binary/train.bin"));
        Assert.Equal([90, 91, 92, 93, 94, 95], (byte[])hundred.Single(array => array.Name == "fine_labels").Values);
        Assert.Equal([0, 1, 2, 0, 1, 2], (byte[])hundred.Single(array => array.Name == "coarse_labels").Values);
        Assert.Equal(pixels[..12288], ((byte[])hundred[0].Values)[..12288]);
    }

    [Fact]
    public void Safetensors_are_read_without_tensors() => Assert.Equal(
        NpzReader.Read(Fixture.Path("images.npz")).Select(array => (array.ToString(), Convert.ToHexString(Bytes(array)))),
        SafetensorsArrays.Read(Fixture.Path("images.safetensors")).Select(array => (array.ToString(), Convert.ToHexString(Bytes(array)))));

    private static byte[] Bytes(FileArray array) => [.. ElementReader.Floats(array.Values).Select(value => (byte)value)];
}

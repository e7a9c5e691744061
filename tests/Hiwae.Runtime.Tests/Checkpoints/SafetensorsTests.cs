using FsCheck.Fluent;
using Hiwae.Checkpoints;
using Hiwae.Runtime.Tests.Data;

namespace Hiwae.Runtime.Tests.Checkpoints;

public sealed class SafetensorsTests
{
    [Fact]
    public void What_was_written_is_read_to_the_last_bit()
    {
        var shapes = Gen.Choose(0, 4).Select(n => (long)n).ListOf().Where(s => s.Count <= 3).Select(s => s.ToArray());
        var tensors =
            from shape in shapes
            from type in Gen.Elements(ScalarType.Float32, ScalarType.Float64, ScalarType.Int64)
            from name in Gen.Elements("a", "q_z.layer0.weight", "größe \"x\"\n", "z")
            select (name, shape, type);
        using var folder = new TemporaryFolder();
        var path = folder.File("x.safetensors");
        Property.Holds(
            tensors.ListOf().Zip(Property.Seeds),
            input =>
            {
                using var scope = NewDisposeScope();
                var (list, seed) = input;
                var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
                var written = list.DistinctBy(t => t.name).ToDictionary(
                    t => t.name, t => (noise.Normal(t.shape) * 1000).to_type(t.type));
                Safetensors.Write(path, written);
                var read = Safetensors.Read(path);
                Assert.Equal(written.Keys.Order(), read.Keys.Order());
                foreach (var (name, tensor) in written)
                {
                    Assert.Equal(tensor.dtype, read[name].dtype);
                    Assert.Equal(tensor.shape, read[name].shape);
                    Assert.True(tensor.eq(read[name]).all().ToBoolean());
                }
            },
            tests: 100);
    }

    [Fact]
    public void The_file_is_as_the_format_says()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = folder.File("x.safetensors");
        Safetensors.Write(path, new Dictionary<string, Tensor> { ["b"] = tensor(new[] { 1.5f, -2 }), ["a"] = tensor(new[] { 7L }) });
        var bytes = File.ReadAllBytes(path);
        var length = BitConverter.ToInt64(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""",
            System.Text.Encoding.UTF8.GetString(bytes, 8, (int)length).TrimEnd(' '));
        Assert.Equal([.. BitConverter.GetBytes(7L), .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)], bytes[(8 + (int)length)..]);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_view_is_written_as_it_looks()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var square = arange(6, dtype: ScalarType.Float32).view(2, 3).transpose(0, 1);
        Safetensors.Write(folder.File("x"), new Dictionary<string, Tensor> { ["t"] = square });
        Assert.True(Safetensors.Read(folder.File("x"))["t"].eq(square).all().ToBoolean());
    }

    [Fact]
    public void An_unsupported_element_type_is_named()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var flags = ones(2, dtype: ScalarType.Bool);
        var error = Assert.Throws<CheckpointException>(() =>
            Safetensors.Write(folder.File("x"), new Dictionary<string, Tensor> { ["flags"] = flags }));
        Assert.Contains("flags", error.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}

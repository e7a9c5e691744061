using Hiwae.Runtime.Tests.Data;
using Hiwae.Tests.Faults;
using Xunit.Abstractions;

namespace Hiwae.Data.Tests.Faults;

public sealed class SetMutantTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_200;

    // What making tensors and libraries take, however small a file.
    private const long Fixed = 8 << 20;

    /// <summary>Whatever comes out of a damaged file, a data set is made of it or it is refused.</summary>
    [Theory]
    [InlineData("images.npz")]
    [InlineData("whole.npz")]
    [InlineData("silhouettes.mat")]
    [InlineData("kinds.mat")]
    [InlineData("arrays/train.npy")]
    [InlineData("npy/fortran.npy")]
    [InlineData("labelled.amat")]
    [InlineData("images.safetensors")]
    [InlineData("table.csv")]
    [InlineData("vectors.parquet")]
    [InlineData("cifar-100-binary/train.bin")]
    public void A_damaged_file_is_a_set_or_is_refused(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("damaged");
        var whole = Fixture.Bytes(name);
        var count = Mutants.Survive(path, Seed, random => random.Next(3) == 0 ? DigitMutation.Of(whole, random) : ByteMutation.Of(whole, random), _ =>
        {
            using var scope = NewDisposeScope();
            using var data = DataFiles.Read(path);
            var counts = data.Splits.SelectMany(split => split.Split.Fields.Select(values => values.Values.shape[0] - split.Split.Count)).ToArray();
            return () => Assert.All(counts, difference => Assert.Equal(0, difference));
        }, e => e is DataFormatException, _ => Fixed);
        output.WriteLine($"{name}, seed {Seed}: {count}");
    }
}

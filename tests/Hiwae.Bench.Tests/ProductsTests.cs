using Hiwae.Bench.Work;
using Hiwae.Models;

namespace Hiwae.Bench.Tests;

public class ProductsTests
{
    [Fact]
    public void The_floor_meets_every_weight_of_the_model_once()
    {
        Assert.Equal(Weights<Iwae>(), Weights("a"));
        Assert.Equal(Weights<Iwae>(), Weights("b"));
        Assert.Equal(Weights<HiwaeBalance>(), Weights("c"));
        Assert.Equal(Weights<HiwaeConv>(), Weights("d"));
        Assert.Equal(Weights<SmallHiwae>(), Weights("e"));
        Assert.Equal(Weights<Iwae>(), Weights("f"));
        Assert.Equal(Weights<CountTable>(), Weights("g"));
        Assert.Equal(Weights<FlowPrior>(), Weights("h"));
    }

    [Fact]
    public void A_step_of_iwae_has_the_operations_that_one_counts_by_hand()
    {
        const double decoder = (50 * 200) + (200 * 200) + (200 * 784);
        const double encoder = (784 * 200) + (200 * 200) + (200 * 100);
        const double withoutInputGradient = 784 * 200;
        var expected = 2 * ((5000 * 3 * decoder) + (100 * ((3 * encoder) - withoutInputGradient)));
        Assert.Equal(expected, Workload.Named("a").Products.Operations);
        Assert.Equal(2 * ((100_000 * decoder) + (20 * encoder)), Workload.Named("f").Products.Operations);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_threads_share_all_rows(int threads)
    {
        foreach (var chain in Workload.All.SelectMany(workload => workload.Products.Chains))
        {
            var blocks = Enumerable.Range(0, threads).SelectMany(thread => RowBlocks.Of(chain.Rows, thread, threads)).ToArray();
            Assert.Equal(chain.Rows, blocks.Sum());
            Assert.All(blocks, rows => Assert.InRange(rows, 1, RowBlocks.Most));
        }
    }

    /// <summary>Vectors are biases and lengths; everything else is multiplied with something.</summary>
    private static long Weights<TModel>() where TModel : class, IModel<TModel>
    {
        using var network = TModel.CreateNetwork(Noise.FromSeed(1));
        return network.parameters().Where(parameter => parameter.dim() > 1).Sum(parameter => parameter.numel());
    }

    private static long Weights(string workload) => Workload.Named(workload).Products.Chains
        .SelectMany(chain => chain.Layers)
        .Sum(layer => (long)layer.Inputs * layer.Outputs);
}

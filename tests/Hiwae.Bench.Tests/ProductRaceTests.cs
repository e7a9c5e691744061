using Hiwae.Bench.Micro;
using Hiwae.Bench.Work;

namespace Hiwae.Bench.Tests;

/// <summary>What is timed computes what it is to compute.</summary>
public class ProductRaceTests
{
    private static readonly ProductShape Odd = new(7, 33, 5);

    [Fact]
    public void Ours_computes_the_product_in_every_width()
    {
        Assert.NotEmpty(OwnProducts.Supported);
        foreach (var product in OwnProducts.Supported)
            Computes(product);
    }

    [Fact]
    public void So_does_MKL_which_is_there_on_Linux()
    {
        Assert.Equal(OperatingSystem.IsLinux(), Mkl.Name is not null);
        if (Mkl.Name is not null)
            Computes(operands => new MklProduct(operands));
    }

    [Fact]
    public void A_race_tells_how_far_the_results_are_apart()
    {
        var times = ProductRace.Measure(Odd, turns: 1, operands => new Naive(operands, 1), operands => new Naive(operands, 2));
        Assert.True(times.Difference > 0.1);
        Assert.All([times.MklUs, times.OursUs, times.OursPackingUs], time => Assert.True(time > 0));
    }

    private static void Computes(Func<Operands, IProduct> product) =>
        Assert.InRange(ProductRace.Measure(Odd, turns: 1, product, operands => new Naive(operands, 1)).Difference, 0, 1e-5);

    /// <summary>The product's definition, times a factor.</summary>
    private sealed unsafe class Naive(Operands operands, float factor) : IProduct
    {
        public void Pack()
        {
        }

        public void Multiply()
        {
            var (rows, columns, inner) = operands.Shape;
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    var sum = 0.0;
                    for (var p = 0; p < inner; p++)
                        sum += operands.A[(i * inner) + p] * operands.W[(j * inner) + p];
                    operands.C[(i * columns) + j] = (float)sum * factor;
                }
            }
        }

        public void Dispose()
        {
        }
    }
}

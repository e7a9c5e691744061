using Hiwae.Data;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>A small model and a small set of binary images with structure: a bar at one of four places.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record TinyBalance(
    [Shape(16), P<Bernoulli>(nameof(Z), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [8], Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X), Hidden = [8]), R<Normal>(nameof(Z), nameof(X), Hidden = [8])] Tensor Z0);

/// <summary>Weights of which the bound is −∞ as soon as all samples miss.</summary>
[Model(Samples = 3, Weights = Weights.Maximum)]
public sealed partial record TinyMaximum(
    [Shape(16), P<Bernoulli>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z);

internal static class TinyData
{
    public static DataSet Bars(int train = 200)
    {
        DataSplit Split(int count, int seed)
        {
            var random = new Random(seed);
            var pixels = new float[count * 16];
            for (var i = 0; i < count; i++)
            {
                var row = random.Next(4);
                for (var p = 0; p < 16; p++)
                    pixels[(i * 16) + p] = p / 4 == row ? 0.9f : 0.1f;
            }

            return DataSplit.OfImages(tensor(pixels).view(count, 16), null, 4, 4);
        }

        return new("bars", Split(train, 1), Split(50, 2), Split(50, 3));
    }
}

using Adam = Hiwae.Training.Adam;
using Parameter = TorchSharp.Modules.Parameter;

namespace Hiwae.Studies.Coupling;

/// <summary>Fits p to whole images by maximising log p(x), an integral over the plane: no proposal takes part in it.</summary>
/// <param name="Steps">Updates.</param>
/// <param name="Batch">Images in each.</param>
/// <param name="Side">Points of a row of the grid, and rows.</param>
/// <param name="LearningRate">Adam's step size at the start; it falls to zero along a cosine.</param>
/// <param name="Seed">The seed of the start, of the order of images, and of the shifts.</param>
internal sealed record DecoderFit(int Steps = 1500, int Batch = 250, int Side = 40, double LearningRate = 3e-3, long Seed = 1)
{
    private const double Reach = 4;

    /// <summary>Fits; null where the user interrupted it. The grid is shifted at random at each step, by less than its spacing, so that nothing can hide between its points.</summary>
    /// <param name="images">[images, 784], zeros and ones.</param>
    /// <param name="isStopped">Whether the user wants to stop.</param>
    /// <param name="onStep">Told of the steps made and of log p(x), the mean over the last batch in nats.</param>
    public Decoder? Run(Tensor images, Func<bool> isStopped, Action<int, double>? onStep = null)
    {
        using var scope = torch.NewDisposeScope();
        var noise = Noise.FromSeed(Seed);
        var decoder = Decoder.Start(noise);
        using var adam = new Adam(decoder.Parameters.Cast<Parameter>(), LearningRate);
        var spacing = 2 * Reach / (Side - 1);
        for (var step = 0; step < Steps; step++)
        {
            if (isStopped())
            {
                decoder.Dispose();
                return null;
            }

            using var inner = torch.NewDisposeScope();
            adam.Rate = LearningRate * 0.5 * (1 + Math.Cos(Math.PI * step / Steps));
            var shift = noise.Uniform(2);
            var rows = (noise.Uniform(Batch) * images.shape[0]).to_type(torch.ScalarType.Int64).clamp(0, images.shape[0] - 1);
            using var plane = Plane.Of(Reach, Side, ((shift[0].ToDouble() - 0.5) * spacing, (shift[1].ToDouble() - 0.5) * spacing), torch.ScalarType.Float32);
            var bound = plane.LogJoint(decoder, images.index_select(0, rows)).logsumexp(1).mean();
            foreach (var parameter in decoder.Parameters)
                parameter.grad?.zero_();
            (-bound).backward();
            adam.Step();
            onStep?.Invoke(step + 1, bound.ToDouble());
        }

        foreach (var parameter in decoder.Parameters)
            parameter.requires_grad_(false);
        return decoder;
    }
}

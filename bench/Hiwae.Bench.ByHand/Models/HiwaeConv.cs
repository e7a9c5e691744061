using Hiwae.Bench.ByHand.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Hiwae.Bench.ByHand.Models;

/// <summary>Residual convolutions with normalised weights, and one context for all proposals.</summary>
internal sealed class HiwaeConv : Hierarchical
{
    private const long Size = 100;
    private const long Latent = 32;

    private readonly Sequential f_h = Sequential(
        ("images", new Images(1, 28, 28)),
        ("layer0", Residual.Conv(1, 16, stride: 2)),
        ("layer1", Residual.Conv(16, 16)),
        ("layer2", Residual.Conv(16, 32, stride: 2)),
        ("layer3", Residual.Conv(32, 32)),
        ("layer4", Residual.Conv(32, 32, stride: 2)),
        ("layer5", Flatten()),
        ("layer6", Residual.Dense(512, Size)));

    private readonly Sequential p_x = Sequential(
        ("layer0", Residual.Dense(Latent, 100)),
        ("layer1", Residual.Dense(100, 512)),
        ("layer2", new Images(32, 4, 4)),
        ("layer3", Twice()),
        ("layer4", Residual.Conv(32, 32)),
        ("layer5", Residual.Conv(32, 32)),
        ("layer6", new Crop(7, 7)),
        ("layer7", Twice()),
        ("layer8", Residual.Conv(32, 16)),
        ("layer9", Residual.Conv(16, 16)),
        ("layer10", Twice()),
        ("layer11", Residual.Conv(16, 1, isLast: true)));

    private readonly Sequential q_z0 = Dense.Tanh(Size, [], 2 * Latent);
    private readonly InContext q_z;
    private readonly InContext r_z0;

    public HiwaeConv(int samples)
        : base("hiwae-conv", samples, Latent)
    {
        q_z = new(Latent, Size, 100, samples * 2 * Latent);
        r_z0 = new(Latent, Size, 100, 2 * Latent);
        RegisterComponents();
    }

    protected override Tensor Context(Tensor x) => f_h.call(x.flatten(0, 1)).unsqueeze(1);

    protected override Tensor Auxiliary(Tensor context) => q_z0.call(context);

    protected override Tensor Proposals(Tensor z0, Tensor context) => q_z.call(z0, context);

    protected override Tensor Reverse(Tensor z, Tensor context) => r_z0.call(z, context);

    protected override Tensor Likelihood(Tensor z, Tensor x) =>
        Densities.Bernoulli(p_x.call(z.flatten(0, 1)).reshape(z.shape[0], z.shape[1], -1), x);

    private static Upsample Twice() => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: false);
}

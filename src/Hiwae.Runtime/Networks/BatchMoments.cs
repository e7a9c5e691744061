using Hiwae.Communication;
using Hiwae.Native;
using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>The moments that batch normalisation takes of a batch whose data are divided among processes: those of the whole, for what a process does while it lasts. Every process takes part in every normalisation, and in its differentiation.</summary>
internal sealed class BatchMoments : IDisposable
{
    private static readonly AsyncLocal<BatchMoments?> Ambient = new();

    private readonly ICommunicator communicator;
    private readonly double parts;

    private BatchMoments(ICommunicator communicator, double parts) => (this.communicator, this.parts) = (communicator, parts);

    /// <summary>Those that are joined here; null where a process has the whole batch.</summary>
    public static BatchMoments? Current => Ambient.Value;

    /// <summary>Begins it; disposing of the result ends it.</summary>
    /// <param name="communicator">What connects the processes.</param>
    /// <param name="parts">The number of data of the batch, divided by the number of those that this process has.</param>
    public static BatchMoments Join(ICommunicator communicator, double parts) => Ambient.Value = new(communicator, parts);

    /// <inheritdoc/>
    public void Dispose() => Ambient.Value = null;

    /// <summary>Normalises as the layer does by itself with the whole batch, and moves its running averages as that does.</summary>
    /// <param name="images">[data · samples, channels, height, width].</param>
    /// <param name="layer">The layer, in training.</param>
    public Tensor Normal(Tensor images, BatchNorm2d layer)
    {
        using var scope = NewDisposeScope();
        var count = Math.Round(images.numel() / images.shape[1] * parts);
        if (count < 2)
            return nn.functional.batch_norm(images, layer.running_mean, layer.running_var, layer.weight, layer.bias, false, 0, layer.eps).MoveToOuterDisposeScope();
        var mean = Total.apply(images.sum([0, 2, 3], keepdim: true)).Over(count);
        var centred = images.Plus(mean.neg());
        var variance = Total.apply(centred.Squared().sum([0, 2, 3], keepdim: true)).Over(count);
        using (no_grad())
        {
            Move(layer.running_mean!, mean);
            Move(layer.running_var!, variance.Times(count / (count - 1)));
            layer.num_batches_tracked!.add_(1);
        }

        var normal = centred * variance.Plus(layer.eps).rsqrt();
        return (normal * Spread(layer.weight!)).Plus(Spread(layer.bias!)).MoveToOuterDisposeScope();

        void Move(Tensor average, Tensor moment) => average.copy_(average.Times(1 - layer.momentum!.Value).Plus(moment.detach().reshape(average.shape).Times(layer.momentum!.Value)));
    }

    private static Tensor Spread(Tensor values) => values.reshape(1, -1, 1, 1);

    /// <summary>The sum of a tensor over all processes. What each of them makes of it, all get the gradient of.</summary>
    private sealed class Total : autograd.SingleTensorFunction<Total>
    {
        public override string Name => nameof(Total);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => Sum((Tensor)vars[0]);

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [Sum(grad_output)];

        private static Tensor Sum(Tensor values)
        {
            double[] numbers = [.. values.to_type(ScalarType.Float64).cpu().contiguous().data<double>()];
            Current!.communicator.AllReduceSum(numbers);
            return tensor(numbers, values.shape, dtype: ScalarType.Float64, device: values.device).to_type(values.dtype);
        }
    }
}

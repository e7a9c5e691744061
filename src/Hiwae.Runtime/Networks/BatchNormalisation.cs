using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>Batch normalisation over data and samples.</summary>
internal static class BatchNormalisation
{
    /// <summary>Each value of a vector, or channel of an image, normalised; batch and samples count alike.</summary>
    /// <remarks>A single value has no variance: it is normalised by the running averages, in training too.</remarks>
    /// <param name="module">Scale, shift and running averages.</param>
    /// <param name="value">[batch, samples, size] or [batch, samples, channels, height, width].</param>
    public static Tensor Apply(BatchNorm2d module, Tensor value)
    {
        var shape = value.shape;
        var images = value.reshape(shape[0] * shape[1], shape[2], shape.Length == 5 ? shape[3] : 1, shape.Length == 5 ? shape[4] : 1);
        var normal = EvaluationMode.IsTraining(module) && images.numel() > shape[2]
            ? module.forward(images)
            : nn.functional.batch_norm(images, module.running_mean, module.running_var, module.weight, module.bias, false, 0, module.eps);
        return normal.reshape(shape);
    }
}

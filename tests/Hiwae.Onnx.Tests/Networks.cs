namespace Hiwae.Onnx.Tests;

/// <summary>Networks with parameters as after training: none is zero, or one that another is.</summary>
internal static class Networks
{
    /// <summary>A network in evaluation, everything in it away from where it starts.</summary>
    public static ModelNetwork<TModel> Random<TModel>(Noise noise, int? samples = null) where TModel : class, IModel<TModel>
    {
        var network = TModel.CreateNetwork(noise, samples);
        Scatter(network, noise);
        return network;
    }

    /// <summary>Moves all numbers of a module, and has it evaluate.</summary>
    public static void Scatter(nn.Module module, Noise noise)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var (name, parameter) in module.state_dict())
        {
            if (!parameter.is_floating_point())
                continue;
            parameter.add_(noise.Normal(parameter.shape) * 0.05);
            if (name.EndsWith("running_var", StringComparison.Ordinal))
                parameter.abs_().add_(0.1);
        }

        module.eval();
    }
}

/// <summary>Zeros for all normal noise, so that what is drawn is a mean; but for one draw, which gets ones.</summary>
/// <param name="odd">The place of that draw; -1 for none.</param>
internal sealed class Still(int odd = -1) : Noise(CPU, ScalarType.Float32)
{
    private int drawn;

    /// <inheritdoc/>
    public override Tensor Normal(params ReadOnlySpan<long> shape) => drawn++ == odd ? ones(shape) : zeros(shape);

    /// <inheritdoc/>
    public override Tensor Uniform(params ReadOnlySpan<long> shape) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override Tensor Gamma(Tensor concentration) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override Tensor Permutation(long count) => throw new NotSupportedException();
}

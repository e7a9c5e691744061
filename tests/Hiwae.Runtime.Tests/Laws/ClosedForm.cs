using MathNet.Numerics.LinearAlgebra;

namespace Hiwae.Runtime.Tests.Laws;

/// <summary>log p(x) of the linear-Gaussian models.</summary>
internal static class ClosedForm
{
    /// <summary>log N(x; b, W Wᵀ + diag s²), read off the parameters of p(x | z).</summary>
    public static double LogMarginal(nn.Module network, double[] x)
    {
        var parameters = network.state_dict();
        var weight = Values(parameters["p_x.head.weight"]);
        var bias = Values(parameters["p_x.head.bias"]);
        var latents = weight.Length / bias.Length;
        var w = Matrix<double>.Build.Dense(x.Length, latents, (i, j) => weight[(i * latents) + j]);
        var deviation = Vector<double>.Build.Dense(x.Length, i => x[i] - bias[i]);
        var noise = Matrix<double>.Build.Diagonal(x.Length, x.Length, i => Math.Exp(2 * bias[x.Length + i]));
        var covariance = (w * w.Transpose()) + noise;
        var cholesky = covariance.Cholesky();
        return -0.5 * (deviation.DotProduct(cholesky.Solve(deviation)) + cholesky.DeterminantLn + (x.Length * Math.Log(2 * Math.PI)));
    }

    private static double[] Values(Tensor tensor) => [.. tensor.detach().to_type(ScalarType.Float64).contiguous().data<double>()];
}

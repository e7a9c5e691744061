namespace Hiwae.Laws.ClosedForms;

/// <summary>A small symmetric positive definite matrix C = L Lᵀ.</summary>
internal sealed class Cholesky
{
    private readonly double[,] lower;

    /// <summary>Factorises a matrix, in place of which nothing is changed.</summary>
    public Cholesky(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        lower = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = matrix[i, j];
                for (var k = 0; k < j; k++)
                    rest -= lower[i, k] * lower[j, k];
                lower[i, j] = i == j ? Math.Sqrt(rest) : rest / lower[j, j];
            }
        }
    }

    /// <summary>log N(v; 0, C) in nats.</summary>
    public double LogNormalDensity(double[] v)
    {
        var (solved, sum) = (new double[v.Length], 0.0);
        for (var i = 0; i < v.Length; i++)
        {
            var rest = v[i];
            for (var k = 0; k < i; k++)
                rest -= lower[i, k] * solved[k];
            solved[i] = rest / lower[i, i];
            sum += (solved[i] * solved[i] / 2) + Math.Log(lower[i, i]);
        }

        return -sum - (v.Length * Math.Log(2 * Math.PI) / 2);
    }
}

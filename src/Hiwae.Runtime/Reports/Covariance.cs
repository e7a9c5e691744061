namespace Hiwae.Reports;

/// <summary>Covariances and correlations of the columns of a table, over its rows.</summary>
internal static class Covariance
{
    /// <summary>The unbiased covariances, [columns, columns]; not a number for a single row.</summary>
    public static double[,] Of(double[,] table)
    {
        var (rows, columns) = (table.GetLength(0), table.GetLength(1));
        var means = new double[columns];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
                means[c] += table[r, c] / rows;
        }

        var covariance = new double[columns, columns];
        var centred = new double[columns];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
                centred[c] = table[r, c] - means[c];
            for (var i = 0; i < columns; i++)
            {
                for (var j = 0; j <= i; j++)
                    covariance[i, j] += centred[i] * centred[j];
            }
        }

        for (var i = 0; i < columns; i++)
        {
            for (var j = 0; j <= i; j++)
                covariance[j, i] = covariance[i, j] /= rows - 1;
        }

        return covariance;
    }

    /// <summary>The correlations that belong to covariances; not a number for a column that does not vary.</summary>
    public static double[,] Correlation(double[,] covariance)
    {
        var size = covariance.GetLength(0);
        var correlation = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
                correlation[i, j] = covariance[i, j] / (Math.Sqrt(covariance[i, i]) * Math.Sqrt(covariance[j, j]));
        }

        return correlation;
    }

    /// <summary>The mean of what is not on the diagonal; not a number where an entry is none, or where there is only one column.</summary>
    public static double MeanOfPairs(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var sum = 0.0;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
                sum += matrix[i, j];
        }

        return size == 1 ? double.NaN : sum / (size * (size - 1) / 2);
    }
}

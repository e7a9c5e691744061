using static System.FormattableString;

namespace Hiwae.Training;

/// <summary>The value at which a log-density is not finite, and its density's parameters there, in words.</summary>
internal static class CellText
{
    // Vectors up to this length are written out.
    private const int Few = 8;

    /// <summary>A clause such as <c>x[3] is 1E+30, under Normal with the raw parameters 0.1, −2</c>.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="watched">Its log-density.</param>
    /// <param name="index">The index of the log-density that is not finite.</param>
    /// <param name="areParametersFinite">Whether all parameters that count are finite.</param>
    public static string Of(FactorDescription factor, WatchedDensity watched, long[] index, out bool areParametersFinite)
    {
        var name = factor.Variable;
        var value = Row(watched.Value, index);
        areParametersFinite = true;
        if (watched.Raw is null)
        {
            var odd = Math.Max(0, value.nan_to_num(double.MaxValue).abs().argmax().ToInt64());
            var at = value.numel() <= Few ? $"{name} is {Numbers(value)}" : Invariant($"the largest value is {name}[{odd}], {Divergence.Text(value[odd].ToDouble())}");
            return factor.IsTarget ? $"{at}, under the target {watched.Density}" : $"{at}, under a mixture of {watched.Density}";
        }

        var raw = Row(watched.Raw, index);
        var blocks = raw.reshape(-1, value.shape[^1]);
        var cell = Cell(watched, raw, value, watched.Mask is { } mask ? Row(mask, index) : null);
        var parameters = cell is { } one ? blocks[.., one] : raw;
        areParametersFinite = parameters.isfinite().all().ToBoolean();
        var where = cell is { } i ? Invariant($"{name}[{i}] is {Divergence.Text(value[i].ToDouble())}") : $"{name} is {Numbers(value)}";
        return $"{where}, under {watched.Density} with the raw parameters {Numbers(parameters)}";
    }

    /// <summary>The first value whose log-density is not finite or, where only the sum is not, the one with the least; null where values are not apart.</summary>
    private static long? Cell(WatchedDensity watched, Tensor raw, Tensor value, Tensor? mask)
    {
        if (watched.Cells is not { } cells)
            return null;
        var each = cells(raw, value);
        if (mask is not null)
            each = each.masked_fill(mask.expand_as(each).gt(0).logical_not(), 0);
        var odd = each.isfinite().logical_not();
        return odd.any().ToBoolean() ? odd.nonzero()[0, 0].ToInt64() : each.argmin().ToInt64();
    }

    /// <summary>The last dimension at an index, whose dimensions broadcast from the last one back.</summary>
    private static Tensor Row(Tensor tensor, long[] index)
    {
        var leading = checked((int)tensor.dim()) - 1;
        foreach (var i in index[^leading..])
            tensor = tensor.select(0, tensor.shape[0] == 1 ? 0 : i);
        return tensor;
    }

    private static string Numbers(Tensor vector)
    {
        var numbers = vector.flatten().to_type(ScalarType.Float64).cpu().contiguous().data<double>().Take(Few).Select(Divergence.Text);
        return string.Join(", ", numbers) + (vector.numel() > Few ? Invariant($" … ({vector.numel()} in all)") : "");
    }
}

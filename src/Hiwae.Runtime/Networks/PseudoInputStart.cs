namespace Hiwae.Networks;

/// <summary>Where pseudo-inputs start: at data, taken through the inverse of the map into their support.</summary>
internal static class PseudoInputStart
{
    // At the ends of a support its map is flat, and nothing would be learned there: a start keeps this share of the way from them.
    private const double Margin = 0.05;

    // Two that start at the same row have to differ, or they would stay the same for good.
    private const double Distance = 0.1;

    /// <summary>The numbers that are mapped to values, near the ends of the support to values that are a little inside.</summary>
    /// <param name="support">The support of the values.</param>
    /// <param name="values">[rows, size]; what is not a number stands for something missing.</param>
    public static Tensor Raw(Support support, Tensor values) => support switch
    {
        Support.Binary or Support.UnitInterval or Support.EightBit => Logit(values.nan_to_num(Neutral(support)).clamp(Margin, 1 - Margin)),
        Support.OneHot => ((values.nan_to_num(0).clamp(0, 1) * (1 - Margin)) + (Margin / values.shape[^1])).log(),
        Support.Positive or Support.Count => InverseSoftplus(values.nan_to_num(Neutral(support))),
        _ => values.nan_to_num(0),
    };

    /// <summary>A little noise on them, for real numbers in units of what a column's values scatter by.</summary>
    public static Tensor Apart(Support support, Tensor raw, Noise noise)
    {
        var distances = noise.Normal(raw.shape).to(raw.dtype, raw.device) * Distance;
        return raw + (support == Support.Real && raw.shape[0] > 1 ? distances * raw.std(0, unbiased: false, keepdim: true) : distances);
    }

    /// <summary>The value in a support that networks read where one is missing.</summary>
    public static double Neutral(Support support) => support switch
    {
        Support.UnitInterval => 0.5,
        Support.Positive => 1,
        _ => 0,
    };

    private static Tensor Logit(Tensor value) => value.log() - (1 - value).log();

    /// <summary>log(eᵛ − 1), from a share of the mean upwards.</summary>
    private static Tensor InverseSoftplus(Tensor values)
    {
        var inside = values.clamp_min(Math.Max(Margin * values.mean().ToDouble(), 1e-6));
        return inside + (-(-inside).expm1()).log();
    }
}

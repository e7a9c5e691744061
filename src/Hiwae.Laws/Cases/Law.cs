namespace Hiwae.Laws.Cases;

/// <summary>A law: a statement about every model, parameter and datum that it applies to, and how one case is judged.</summary>
/// <typeparam name="TModel">The model that it is put to.</typeparam>
/// <param name="Name">The name that is printed.</param>
/// <param name="Judge">Judges one case.</param>
internal sealed record Law<TModel>(string Name, Func<Trial<TModel>, Verdict> Judge) where TModel : class, IModel<TModel>
{
    /// <summary>Why it says nothing about the model, as a clause; null where it does.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Whether it is about means: such a law costs many draws, and fails by chance at a stated rate.</summary>
    public bool IsStatistical { get; init; }

    /// <summary>K where the law is about one; else it is drawn with the case.</summary>
    public int? Samples { get; init; }
}

/// <summary>The verdict on one case of a law.</summary>
/// <param name="Statistic">The measured statistic.</param>
/// <param name="Threshold">The upper limit of the statistic.</param>
internal readonly record struct Verdict(double Statistic, double Threshold)
{
    /// <summary>Not a number does not hold.</summary>
    public bool Holds => Unmeasured is not null || Statistic <= Threshold;

    /// <summary>Why nothing could be measured; null where it was.</summary>
    public string? Unmeasured { get; init; }

    /// <summary>The fault in words, where a number does not say it.</summary>
    public string? Detail { get; init; }

    /// <summary>The statistic as a part of the threshold.</summary>
    public double Strain => Threshold > 0 ? Statistic / Threshold : Statistic;

    /// <summary>A verdict where nothing could be measured.</summary>
    public static Verdict Without(string reason) => new(0, 0) { Unmeasured = reason };

    /// <summary>A failure that no number describes.</summary>
    public static Verdict Wrong(string detail) => new(double.PositiveInfinity, 0) { Detail = detail };

    public override string ToString() => FormattableString.Invariant($"statistic {Statistic:g6}, threshold {Threshold:g6}");
}

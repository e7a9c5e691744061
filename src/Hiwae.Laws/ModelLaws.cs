using Hiwae.Laws.Cases;

namespace Hiwae.Laws;

/// <summary>
/// The laws that every declared model must satisfy, see docs/method.md, put to one model at random parameters and random data. In a
/// test project one line does it: <c>ModelLaws.Check&lt;Digits&gt;()</c>. Where a density is to blame the finding names it, with its factor: each declared density is put to its own draws. Each
/// statistical test finds a law that holds broken with a probability of at most 10⁻⁶; it makes up to sixteen times its draws where the statistic is in doubt, see docs/laws.md.
/// </summary>
public static class ModelLaws
{
    /// <summary>Verifies a model and throws where a law does not hold.</summary>
    /// <typeparam name="TModel">The declared model.</typeparam>
    /// <param name="options">The number of cases, their seed, and what only the user knows of the model.</param>
    /// <exception cref="LawBrokenException">A law does not hold.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The options' <see cref="LawOptions.IsStopped"/> said so.</exception>
    public static void Check<TModel>(LawOptions? options = null) where TModel : class, IModel<TModel>
    {
        options ??= new();
        ImmutableArray<LawResult> broken = [.. Verify<TModel>(options).Where(law => law.Outcome == LawOutcome.Broken)];
        if (broken.Length > 0)
            throw new LawBrokenException(broken, typeof(TModel).Name, options);
    }

    /// <summary>Verifies a model: one result for each law, also for those that do not apply.</summary>
    /// <typeparam name="TModel">The declared model.</typeparam>
    /// <param name="options">The number of cases, their seed, and what only the user knows of the model.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The options' <see cref="LawOptions.IsStopped"/> said so.</exception>
    public static IReadOnlyList<LawResult> Verify<TModel>(LawOptions? options = null) where TModel : class, IModel<TModel> =>
        Suite.Verify(new Subject<TModel>(), (options ?? new()).Check());
}

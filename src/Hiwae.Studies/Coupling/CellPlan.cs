namespace Hiwae.Studies.Coupling;

/// <summary>What is asked of the study: every combination, the seeds one after another, so that what is done when it stops is balanced.</summary>
internal sealed record CellPlan
{
    /// <summary>The parts of the study.</summary>
    public static ImmutableArray<string> Parts { get; } = [Cell.Amortised, Cell.OneImage, Ablations];

    /// <summary>What keeps amortised coupling from being learned: one thing varied at a time.</summary>
    public const string Ablations = "ablations";

    /// <summary>Some of <see cref="Parts"/>.</summary>
    public ImmutableArray<string> Asked { get; init; } = Parts;

    /// <summary>What proposals see.</summary>
    public ImmutableArray<string> Views { get; init; } = [.. View.All.Select(view => view.Name)];

    /// <summary>The families.</summary>
    public ImmutableArray<string> Families { get; init; } = Coupling.Families.Names;

    /// <summary>K.</summary>
    public ImmutableArray<int> Samples { get; init; } = [2, 3, 5];

    /// <summary>The estimators of the gradient.</summary>
    public ImmutableArray<Gradient> Gradients { get; init; } = [Gradient.Reparameterised, Gradient.DoublyReparameterised];

    /// <summary>The number of seeds, from 1 on.</summary>
    public int Seeds { get; init; } = 5;

    /// <summary>All of them.</summary>
    public IReadOnlyList<Cell> Cells =>
    [
        .. (from seed in Enumerable.Range(1, Seeds)
            from part in Asked
            from cell in part == Ablations ? Varied(seed) : Crossed(part, seed)
            select cell).Distinct(),
    ];

    /// <summary>What is asked of the ablations, which are of one view, one gradient, one K and two families, and they do not do: a sentence with its remedy; null where there is nothing.</summary>
    /// <param name="views">The views that the user names; none where all are meant.</param>
    /// <param name="families">The families.</param>
    /// <param name="gradients">The estimators of the gradient.</param>
    /// <param name="samples">K.</param>
    public string? Overlooked(IReadOnlyCollection<string> views, IReadOnlyCollection<string> families, IReadOnlyCollection<Gradient> gradients, IReadOnlyCollection<int> samples)
    {
        if (!Asked.Contains(Ablations))
            return null;
        var isAlone = Asked.All(part => part == Ablations);
        return true switch
        {
            _ when isAlone && views.Count > 1 => $"The ablations are of one view, and --view has {views.Count}; name one.",
            _ when isAlone && gradients.Count > 1 => $"The ablations are of one gradient, and --gradient has {gradients.Count}; name one.",
            _ when samples.Count > 0 && !samples.Contains(Variation.Samples) => $"The ablations are of K = {Variation.Samples}, and --samples has {string.Join(',', samples)}; add {Variation.Samples}, or leave them out with --part.",
            _ when families.Count > 0 && !families.Any(Variation.Families.Contains) => $"The ablations are of {string.Join(" and ", Variation.Families)}, and --family has {string.Join(',', families)}; add one of them, or leave the ablations out with --part.",
            _ => null,
        };
    }

    private IEnumerable<Cell> Crossed(string mode, long seed) =>
        from gradient in Gradients
        from view in Views
        from samples in Samples
        from family in Families
        select new Cell(mode, view, family, samples, gradient, seed);

    // Each against the study's own cells at the same K, which are done here too where nothing else asks for them.
    private IEnumerable<Cell> Varied(long seed) =>
        from mode in new[] { Cell.Amortised, Cell.OneImage }
        from variation in Variation.All
        from family in Families.Where(Variation.Families.Contains)
        select new Cell(mode, Views[0], family, Variation.Samples, Gradients[0], seed, variation.Name);
}

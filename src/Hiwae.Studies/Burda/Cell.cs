namespace Hiwae.Studies.Burda;

/// <summary>One training of the table.</summary>
/// <param name="Layers">Stochastic layers, 1 or 2.</param>
/// <param name="Samples">K.</param>
/// <param name="Gradient">The estimator of the gradient.</param>
/// <param name="Seed">The seed of initial weights and of all draws.</param>
internal sealed record Cell(int Layers, int Samples, Gradient Gradient, long Seed)
{
    /// <summary>Such as <c>layers-1-k5-dreg-s1</c>: the name of its file, and of its run's folder.</summary>
    public string Name => FormattableString.Invariant($"layers-{Layers}-k{Samples}-{(Gradient == Gradient.Reparameterised ? "reparameterised" : "dreg")}-s{Seed}");

    /// <summary>Its model.</summary>
    public ModelEntry Model => DeclaredModels.All.First(entry => entry.Description.Name == (Layers == 1 ? "iwae" : "iwae-two-layer"));
}

/// <summary>What is asked of the study: every combination, the seeds one after another, and of each the longest trainings first, so that those at the same time end together.</summary>
internal sealed record CellPlan
{
    /// <summary>Stochastic layers.</summary>
    public ImmutableArray<int> Layers { get; init; } = [1, 2];

    /// <summary>K.</summary>
    public ImmutableArray<int> Samples { get; init; } = [1, 5, 50];

    /// <summary>The estimators of the gradient.</summary>
    public ImmutableArray<Gradient> Gradients { get; init; } = [Gradient.Reparameterised, Gradient.DoublyReparameterised];

    /// <summary>The number of seeds, from 1 on.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>All of them.</summary>
    public IReadOnlyList<Cell> Cells =>
    [
        .. from seed in Enumerable.Range(1, Seeds)
           from samples in Samples.OrderDescending()
           from layers in Layers.OrderDescending()
           from gradient in Gradients
           select new Cell(layers, samples, gradient, seed),
    ];
}

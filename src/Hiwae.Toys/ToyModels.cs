namespace Hiwae.Toys;

/// <summary>A structure of proposals and a weighting, and the model that has both.</summary>
/// <param name="Structure">Its name, one of <see cref="ToyModels.Structures"/>.</param>
/// <param name="Weights">The weighting.</param>
/// <param name="Model">The model's name.</param>
internal sealed record ToyModel(string Structure, Weights Weights, string Model)
{
    /// <summary>Such as <c>hiwae, balance</c>; the weighting is left out where the structure has but one.</summary>
    public string Title => ToyModels.Of(Structure).Count == 1 ? Structure : $"{Structure}, {ToyModels.Name(Weights)}";
}

/// <summary>The surroundings of a study.</summary>
/// <param name="Models">The catalogue.</param>
/// <param name="IsStopped">Asked before each step: whether the user wants to stop.</param>
/// <param name="NameOf">The name of an estimator of the gradient, for records.</param>
internal sealed record ToyCatalogue(IReadOnlyList<ModelEntry> Models, Func<bool> IsStopped, Func<Gradient, string> NameOf);

/// <summary>The models of densities on the plane.</summary>
internal static class ToyModels
{
    /// <summary>All of them; the first of a structure is the one that is meant where no weighting is named.</summary>
    public static IReadOnlyList<ToyModel> All { get; } =
    [
        new("iwae", Weights.Uniform, "toy-iwae"),
        new("iwae-hierarchical", Weights.Uniform, "toy-iwae-hierarchical"),
        new("decoupled", Weights.Balance, "toy-decoupled"),
        new("decoupled", Weights.Uniform, "toy-decoupled-uniform"),
        new("hiwae", Weights.Balance, "toy-hiwae"),
        new("hiwae", Weights.Uniform, "toy-hiwae-uniform"),
        new("hiwae", Weights.Learned, "toy-hiwae-learned"),
        new("hiwae", Weights.Power, "toy-hiwae-power"),
        new("hiwae", Weights.Maximum, "toy-hiwae-maximum"),
    ];

    /// <summary>The models of the comparison.</summary>
    public static IReadOnlyList<ToyModel> Compared { get; } =
    [
        Find("iwae", Weights.Uniform), Find("iwae-hierarchical", Weights.Uniform), Find("decoupled", Weights.Balance),
        Find("hiwae", Weights.Uniform), Find("hiwae", Weights.Balance),
    ];

    /// <summary>The one whose proposals the demonstration draws.</summary>
    public static ToyModel Coupled { get; } = Find("hiwae", Weights.Balance);

    /// <summary>The structures, each once.</summary>
    public static IReadOnlyList<string> Structures { get; } = [.. All.Select(model => model.Structure).Distinct()];

    /// <summary>The name of a weighting.</summary>
    public static string Name(Weights weights) => weights.ToString().ToLowerInvariant();

    /// <summary>The models of a structure.</summary>
    public static IReadOnlyList<ToyModel> Of(string structure) => [.. All.Where(model => model.Structure == structure)];

    /// <summary>The model of a structure and a weighting.</summary>
    /// <param name="structure">One of <see cref="Structures"/>.</param>
    /// <param name="weights">The weighting; the structure's first where null.</param>
    /// <exception cref="ArgumentException">The structure has no such weights; the message says why, and which it has.</exception>
    public static ToyModel Find(string structure, Weights? weights)
    {
        var models = Of(structure);
        return models.FirstOrDefault(model => weights is null || model.Weights == weights)
            ?? throw new ArgumentException(
                $"The structure {structure} has no {Name(weights!.Value)} weights: {Reason(structure)}; "
                + $"it has {string.Join(" and ", models.Select(model => Name(model.Weights)))}, and {Coupled.Structure} has all.");
    }

    /// <summary>Why a structure has no weights but its own.</summary>
    public static string Reason(string structure) => structure == "decoupled"
        ? "it is there to compare with, for balance and for uniform ones"
        : "its proposals are all of one density, so that there is nothing to weigh them by";

    /// <summary>The model's entry in the catalogue.</summary>
    /// <exception cref="ArgumentException">The program does not declare it.</exception>
    public static ModelEntry In(this ToyModel model, ToyCatalogue catalogue) =>
        catalogue.Models.FirstOrDefault(entry => entry.Description.Name == model.Model)
            ?? throw new ArgumentException(
                $"This program declares no model '{model.Model}', which is trained for {model.Title}; declare it, with Target<ToyTarget>(…).");
}

namespace Hiwae.Studies.Coupling;

/// <summary>One thing that is done otherwise than in the study, to find what keeps coupling from being learned.</summary>
/// <param name="Name">Such as <c>tenth</c>.</param>
/// <param name="Meaning">In words.</param>
internal sealed record Variation(string Name, string Meaning)
{
    /// <summary>The study as it is.</summary>
    public const string None = "none";

    /// <summary>K of the ablations.</summary>
    public const int Samples = 2;

    /// <summary>The families that are varied: the paper's, and the same without sharing.</summary>
    public static ImmutableArray<string> Families { get; } = ["decoupled", "hiwae"];

    /// <summary>All of them, the study itself first.</summary>
    public static ImmutableArray<Variation> All { get; } =
    [
        new(None, "as in the study"),
        new("tenth", "proposals begin with a tenth of z0's weights") { Declares = "-tenth" },
        new("strong", "proposals begin with ten times z0's weights") { Strength = 10 },
        new("apart", "heads begin ten times as far apart") { Spread = 10 },
        new("wide", "z0 of 32 values") { Declares = "-wide" },
        new("large", "three times as wide networks of q and r") { Declares = "-large" },
        new("mixture", "r is a mixture of five") { Declares = "-mixture" },
        new("slow-r", "r learns at a third of the rate") { ReverseRate = 1 / 3.0 },
        new("fast-r", "r learns at three times the rate") { ReverseRate = 3 },
        new("twice", "q is updated twice for each update of r") { ReverseEvery = 2 },
        new("long", "four times as many steps") { Length = 4 },
        new("paper", "z0 of 32 values at a tenth, q updated twice for each update of r") { Declares = "-paper", ReverseEvery = 2 },
    ];

    /// <summary>The ending of the names of the models that it takes.</summary>
    public string Declares { get; init; } = "";

    /// <summary>The factor of r's learning rate.</summary>
    public double ReverseRate { get; init; } = 1;

    /// <summary>Updates of q for each of r.</summary>
    public int ReverseEvery { get; init; } = 1;

    /// <summary>The factor of the number of steps.</summary>
    public double Length { get; init; } = 1;

    /// <summary>The factor by which initial heads differ from their mean.</summary>
    public double Spread { get; init; } = 1;

    /// <summary>The factor of the weights through which proposals see z0 at the start.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>The variation of a name.</summary>
    public static Variation Find(string name) => All.First(variation => variation.Name == name);

    /// <summary>The model of a family.</summary>
    public ModelEntry ModelOf(string family) =>
        DeclaredModels.All.First(entry => entry.Description.Name == (Families.Contains(family) ? $"coupling-{family}{Declares}" : $"coupling-{family}"));
}

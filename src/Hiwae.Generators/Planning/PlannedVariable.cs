using Hiwae.Generators.Model;

namespace Hiwae.Generators.Planning;

/// <summary>A variable, with all that emission has to know.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Property">The record's property, as written in code.</param>
/// <param name="Local">The local variable that holds its value: what was drawn, which q is conditioned on.</param>
/// <param name="Point">The local variable that holds the value at which p and r are evaluated; the same where nothing was drawn.</param>
/// <param name="Role">What it is.</param>
/// <param name="InPlate">Whether it has one value per sample.</param>
/// <param name="Shape">The event shape.</param>
/// <param name="Size">The number of values.</param>
/// <param name="DataIndex">Its place among the observed and the given variables, or −1.</param>
/// <param name="GivenIndex">Its place among the given variables, or −1.</param>
/// <param name="Mask">Which values are present; null where all are.</param>
/// <param name="Feature">How it is computed; null where it is not.</param>
internal sealed record PlannedVariable(
    string Name,
    string Property,
    string Local,
    string Point,
    Role Role,
    bool InPlate,
    EquatableArray<int> Shape,
    int Size,
    int DataIndex,
    int GivenIndex,
    PlannedMask? Mask,
    PlannedFeature? Feature)
{
    /// <summary>T of a variable of a sequence, of which <see cref="Local"/> and <see cref="Point"/> are those of one step; 0 for any other.</summary>
    public int Steps { get; init; }

    /// <summary>The number of values of a step.</summary>
    public int StepSize => Steps == 0 ? Size : Size / Steps;

    /// <summary>The local variables that hold all steps together, as drawn and where p and r are evaluated; those of one where there are no steps.</summary>
    public (string Local, string Point) Whole { get; init; }

    /// <summary>The local variable of all of it.</summary>
    public string All => Steps == 0 ? Local : Whole.Local;

    /// <summary>The local variables that hold the step before.</summary>
    public (string Local, string Point) Before { get; init; }

    /// <summary>The local variables that hold the steps, one by one.</summary>
    public (string Local, string Point) AllSteps { get; init; }

    /// <summary>The local variable that holds it for every state of the enumerated variables, which are themselves there in all states.</summary>
    public string Each { get; init; } = "";

    /// <summary>The fields of a data set that fill it; empty where that is not declared.</summary>
    public EquatableArray<string> Columns { get; init; } = [];
}

/// <summary>Which values of an observed variable are present.</summary>
/// <param name="Variable">The position of the given variable that says so.</param>
/// <param name="IsWhole">Whether it is one number for the variable as a whole.</param>
/// <param name="Neutral">The value that stands for what is missing, as written in code.</param>
internal sealed record PlannedMask(int Variable, bool IsWhole, string Neutral);

/// <summary>How a feature is computed.</summary>
/// <param name="Title">As mathematics, such as <c>h = Encoder(x)</c>.</param>
/// <param name="Parents">Positions of the variables that it is computed from.</param>
/// <param name="Context">The position of the variable that conditions layers, or −1.</param>
/// <param name="Network">The network.</param>
/// <param name="Submodule">The name of its submodule.</param>
/// <param name="Side">What it is computed from.</param>
internal sealed record PlannedFeature(
    string Title, EquatableArray<int> Parents, int Context, PlannedNetwork Network, string Submodule, FeatureSide Side)
{
    /// <summary>Positions of the variables of whose value of the step before it is computed.</summary>
    public EquatableArray<int> Previous { get; init; } = [];
}

using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Planning;

/// <summary>
/// Everything that emission has to know about a valid model; it decides nothing itself. The contract of
/// <see cref="Declaration"/> holds here too.
/// </summary>
/// <param name="Record">The record.</param>
/// <param name="IsListed">Whether the catalogue can name it.</param>
/// <param name="Name">The name on the command line.</param>
/// <param name="Summary">One line, or empty.</param>
/// <param name="Samples">K.</param>
/// <param name="Heads">S, or null where there are as many as samples.</param>
/// <param name="Weights">The member of the enumeration.</param>
/// <param name="Beta">β of power weights; null for others.</param>
/// <param name="Gradient">The member of the enumeration.</param>
/// <param name="Formulas">The factorisation, the weights and the bound, line by line.</param>
/// <param name="Variables">In the order of declaration.</param>
/// <param name="Factors">In the order of declaration.</param>
/// <param name="Drawing">Positions of the variables that Q draws and of the features, each after what it needs.</param>
/// <param name="Generation">Positions of the variables that P or R draws and of the features, each after what it needs.</param>
internal sealed record Plan(
    RecordIdentity Record,
    bool IsListed,
    string Name,
    string Summary,
    int Samples,
    int? Heads,
    string Weights,
    double? Beta,
    string Gradient,
    EquatableArray<string> Formulas,
    EquatableArray<PlannedVariable> Variables,
    EquatableArray<PlannedFactor> Factors,
    EquatableArray<int> Drawing,
    EquatableArray<int> Generation)
{
    public IEnumerable<PlannedVariable> Observed => Variables.Where(variable => variable.Role == Role.Observed);

    /// <summary>α of the bound that is trained.</summary>
    public double Alpha { get; init; }

    /// <summary>The weight that training gives to what the latent variables cost.</summary>
    public double KlWeight { get; init; } = 1;

    /// <summary>Whether samples are drawn anew from each other after every step.</summary>
    public bool IsFiltering { get; init; }

    /// <summary>The variables of the sequence.</summary>
    public IEnumerable<PlannedVariable> Sequence => Variables.Where(variable => variable.Steps > 0);

    /// <summary>Whether a factor of p or r, or a feature, without steps reads all steps of a variable.</summary>
    public bool IsReadAsWhole(PlannedVariable variable)
    {
        var position = PositionOf(variable);
        return Factors.Where(factor => !factor.IsOfStep).SelectMany(factor => factor.Parents.Append(factor.Context))
            .Concat(Variables.Where(other => other is { Feature: not null, Steps: 0 }).SelectMany(other => other.Feature!.Parents.Append(other.Feature.Context)))
            .Contains(position);
    }

    /// <summary>T of the sequence; 0 where there is none.</summary>
    public int Steps => Variables.Select(variable => variable.Steps).Append(0).Max();

    /// <summary>
    /// Positions of the variables that P of the observed ones is conditioned on, directly or through features, in the order in which they are computed: what their
    /// means follow from.
    /// </summary>
    public EquatableArray<int> Decoding { get; init; } = [];

    /// <summary>Positions of the features that P is conditioned on, in the order in which they are computed: what its log-densities follow from.</summary>
    public EquatableArray<int> Jointly { get; init; } = [];

    /// <summary>Positions of those that nothing else determines, the latent ones first, then data: the parameters of decoding.</summary>
    public IReadOnlyList<int> Decoded => [.. Decoding.Where(position => Variables[position].Feature is null).OrderBy(position => Variables[position].DataIndex >= 0).ThenBy(position => position)];

    public IEnumerable<PlannedVariable> Given => Variables.Where(variable => variable.Role == Role.Given);

    /// <summary>Whether a sample of a factor counts as a draw of each of the proposals that balance weights compare, which double reparameterisation has to know.</summary>
    public bool IsOfAllProposals(PlannedFactor factor) => factor.IsCrossed && Weights == Weightings.Balance;

    /// <summary>The variables that are summed over.</summary>
    public IEnumerable<PlannedVariable> Enumerated => Variables.Where(variable => variable.Role == Role.Enumerated);

    /// <summary>Whether a factor's log-density is computed in every state of the enumerated variables: it is of one of them, or conditioned on one.</summary>
    public bool IsOfStates(PlannedFactor factor) =>
        factor.Kind == FactorKind.P && factor.Parents.Append(factor.Context).Append(factor.Variable).Any(position => position >= 0 && Variables[position].Role == Role.Enumerated);

    public bool HasFeatures => Variables.Any(variable => variable.Feature is not null);

    /// <summary>Whether p need not be normalised, so that nothing can be drawn from it.</summary>
    public bool HasTarget => Factors.Any(factor => factor.IsTarget);

    /// <summary>A variable that is in the plate in every trace: there is at least one latent.</summary>
    public PlannedVariable InPlate => Variables.First(variable => variable.Role is Role.Latent or Role.Enumerated);

    public IEnumerable<PlannedFactor> Of(FactorKind kind) => Factors.Where(factor => factor.Kind == kind);

    /// <summary>The factors whose log-density is evaluated at what Q drew: P's, then R's.</summary>
    public IEnumerable<PlannedFactor> Evaluated => Of(FactorKind.P).Concat(Of(FactorKind.R));

    /// <summary>
    /// Positions of all but the enumerated variables that the posterior of these depends on: what is in a log-density with one of them. Of several enumerated ones each has those before it besides.
    /// </summary>
    public IEnumerable<int> Blanket(int enumerated) => Of(FactorKind.P)
        .Where(IsOfStates)
        .SelectMany(factor => factor.Parents.Append(factor.Context).Append(factor.Variable))
        .Where(position => position >= 0 && (Variables[position].Role != Role.Enumerated || position < enumerated))
        .Distinct()
        .OrderBy(position => position);

    public int PositionOf(PlannedVariable variable) => Variables.ToList().IndexOf(variable);

    public PlannedVariable VariableOf(PlannedFactor factor) => Variables[factor.Variable];

    /// <summary>The factor by which Q draws a variable.</summary>
    public PlannedFactor Proposal(int variable) => Factors.First(factor => factor.Variable == variable && factor.Kind == FactorKind.Q);

    /// <summary>The factor by which the model draws a variable: P, or R where it is auxiliary.</summary>
    public PlannedFactor Generator(int variable) => Factors.First(factor => factor.Variable == variable && factor.Kind != FactorKind.Q);
}

/// <summary>The code that follows from a declaration: a whole model, an outline, or none.</summary>
/// <param name="Plan">What to emit; null where something is wrong.</param>
/// <param name="Outline">The record of a wrong declaration that can be given its members in outline; null for any other.</param>
internal sealed record PlannedDeclaration(Plan? Plan, RecordIdentity? Outline)
{
    /// <summary>The record that code is emitted for, or null.</summary>
    public RecordIdentity? Emitted => Plan?.Record ?? Outline;
}

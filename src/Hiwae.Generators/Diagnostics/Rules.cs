using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hiwae.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>All rules. An id is never reused and never changes its meaning.</summary>
internal static class Rules
{
    public const string Category = "Hiwae";

    /// <summary>Where the pages are, one for each rule: absolute, so that a message leads there from any project and any editor.</summary>
    public const string Pages = "https://hiwae.github.io/hiwae/docs/diagnostics/";

    /// <summary>In the order of their ids.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        RecordRules.NotPartial,
        RecordRules.NotAPlainRecord,
        RecordRules.NoVariables,
        VariableRules.NotATensor,
        VariableRules.ShapeMissing,
        VariableRules.SizeNotPositive,
        VariableRules.ShapeTooLarge,
        RoleRules.NoFactor,
        RoleRules.ProposalOfNothing,
        RoleRules.ReverseWithoutProposal,
        RoleRules.GenerativeAndReverse,
        RecordRules.UndefinedOption,
        RoleRules.NoObserved,
        RoleRules.NoLatent,
        ParentRules.UnknownParent,
        ParentRules.RepeatedParent,
        ParentRules.OwnParent,
        ParentRules.Cycle,
        ParentRules.AuxiliaryInGenerative,
        ParentRules.PlateParentOfShared,
        RoleRules.PerSampleElsewhere,
        DensityRules.NotReparameterised,
        DensityRules.SupportMismatch,
        DensityRules.NotADensity,
        RecordRules.SamplesNotPositive,
        NetworkRules.WidthNotPositive,
        NetworkRules.NetworkWithoutParents,
        NetworkRules.LearnedWithParents,
        NetworkRules.DistinctStandard,
        WeightingRules.DistinctShared,
        WeightingRules.WeightsNeedCommonReverse,
        WeightingRules.NothingToCompare,
        RecordRules.MemberTaken,
        VariableRules.SimilarNames,
        RecordRules.BadModelName,
        RecordRules.ModelNameTaken,
        RoleRules.GivenWithMore,
        RoleRules.FeatureWithFactor,
        MaskRules.NotObserved,
        MaskRules.Misfit,
        MaskRules.NotPointwise,
        NetworkRules.NotANetwork,
        NetworkRules.NetTwice,
        NetworkRules.DoesNotFitParents,
        NetworkRules.DoesNotFitVariable,
        NetworkRules.ContextWithoutLayer,
        NetworkRules.NoHeadOnImage,
        MixtureRules.Components,
        MixtureRules.PseudoInputs,
        NetworkRules.FeatureShape,
        DeclaredNetworkRules.NotPartial,
        DeclaredNetworkRules.NotAPlainRecord,
        DeclaredNetworkRules.Layers,
        DeclaredNetworkRules.NumberOutOfRange,
        DeclaredNetworkRules.Misfit,
        WeightingRules.BetaWithoutPower,
        WeightingRules.BetaOutOfRange,
        WeightingRules.DoublyReparameterised,
        TargetRules.NotLatent,
        RecordRules.LanguageTooOld,
        UseRules.ObservedAncestor,
        RoleRules.NotObserved,
        UseRules.Unused,
        UseRules.GeneratesNothing,
        UseRules.IgnoresData,
        UseRules.DistinctAlone,
        UseRules.UnusedAuxiliary,
        ParentRules.NotByName,
        RoleRules.ColumnElsewhere,
        VariableRules.ColumnNames,
        WeightingRules.NoVelocity,
        WeightingRules.SamplesNotMultiple,
        WeightingRules.HeadsOutOfRange,
        WeightingRules.HeadsWithoutDistinct,
        UseRules.OneHead,
        WeightingRules.AlphaWithoutMixture,
        WeightingRules.AlphaOutOfRange,
        UseRules.AlphaAlone,
        FlowRules.NotPartial,
        FlowRules.NotAPlainRecord,
        FlowRules.Layers,
        FlowRules.NotAFlow,
        FlowRules.Misfit,
        WeightingRules.KlWeightOutOfRange,
        DensityRules.NoScale,
        DensityRules.RankMisfit,
        SequenceRules.Filtering,
        EnumerationRules.NotEnumerable,
        EnumerationRules.TooMany,
        EnumerationRules.ConditionedOn,
        SequenceRules.Previous,
        SequenceRules.Repeat,
        SequenceRules.ReadsAhead,
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(rule => rule.Id);

    /// <summary>The rule that a finding is about.</summary>
    public static DiagnosticDescriptor Of(Finding finding) => ById[finding.Id];

    /// <summary>A finding that a rule is broken.</summary>
    public static Finding At(this DiagnosticDescriptor rule, DeclarationPath path, params string[] arguments) => new(rule.Id, path, new(arguments));
}

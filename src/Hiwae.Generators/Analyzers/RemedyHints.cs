using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Declarations;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Analyzers;

/// <summary>The names that a remedy needs: a code fix sees syntax alone, the check knows the declaration.</summary>
internal static class RemedyHints
{
    private static readonly ImmutableDictionary<string, string?> None = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The properties of the diagnostic that a finding becomes; none where its remedy needs no names.</summary>
    public static ImmutableDictionary<string, string?> Of(Declaration declaration, Finding finding)
    {
        var names = Names(declaration, finding).Select(Text.Identifier).ToList();
        return names.Count == 0 ? None : None.Add(Hints.Names, string.Join(",", names));
    }

    private static IEnumerable<string> Names(Declaration declaration, Finding finding)
    {
        if (finding.Id == ParentRules.UnknownParent.Id)
            return Nearest.To(finding.Arguments[1], declaration.Variables.Select(variable => variable.Name)) is { } name ? [name] : [];
        return finding.Id == RoleRules.ProposalOfNothing.Id ? ReverseParents(declaration, declaration.Variables[finding.Site.Variable]) : [];
    }

    /// <summary>What a reverse factor looks at: the latent variables, and of what its proposal looks at the data.</summary>
    private static IEnumerable<string> ReverseParents(Declaration declaration, VariableDeclaration variable) => declaration.Variables
        .Where(other => Roles.Of(other) switch
        {
            Role.Latent => true,
            Role.Observed => variable.Factor(FactorKind.Q)!.Parents.Contains(other.Name),
            _ => false,
        })
        .OrderBy(other => Roles.Of(other) == Role.Latent ? 0 : 1)
        .Select(other => other.Name);
}

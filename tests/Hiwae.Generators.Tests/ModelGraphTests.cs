using System.Collections;
using System.Reflection;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Hiwae.Generators.Planning;
using Hiwae.Generators.Tests.Declared;
using Hiwae.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Tests;

public class ModelGraphTests
{
    private static readonly Type[] Banned =
        [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Location), typeof(Microsoft.CodeAnalysis.Compilation), typeof(SemanticModel), typeof(AttributeData)];

    [Fact]
    public void No_step_keeps_hold_of_the_compiler()
    {
        var result = Generation.Run(Examples.All.Values).Result;
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var ours = new[]
        {
            TrackingNames.Declarations, TrackingNames.Checks, TrackingNames.Plans, TrackingNames.FileNames,
            TrackingNames.Models, TrackingNames.Entries, TrackingNames.Catalogue,
        };

        foreach (var step in ours)
        {
            foreach (var (value, _) in result.TrackedSteps[step].SelectMany(run => run.Outputs))
                Walk(value, step, seen);
        }

        Assert.Contains(seen, value => value is Plan);
        Assert.Contains(seen, value => value is FactorDeclaration);
    }

    [Fact]
    public void Nor_does_a_finding()
    {
        // Steps that lead to no output are not tracked, so this one is made by hand.
        var type = Compilations.Of(Examples.Vae.Replace("nameof(Z)", "\"Y\"")).GetTypeByMetadataName("Hiwae.Models.Vae")!;
        var part = (TypeDeclarationSyntax)type.DeclaringSyntaxReferences.Single().GetSyntax();
        var declaration = DeclarationParser.Parse(type, part, CancellationToken.None)!;
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);

        Walk(Checker.Check(declaration), nameof(Checker), seen);

        Assert.Contains(seen, value => value is Finding);
    }

    /// <summary>Everything that is reachable from a value, none of it the compiler's.</summary>
    internal static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || !seen.Add(value))
            return;
        var type = value.GetType();
        Assert.False(Banned.Any(banned => banned.IsInstanceOfType(value)), $"{path} is a {type}.");
        if (type.IsPrimitive || type.IsEnum || value is string)
            return;
        if (value is IEnumerable items)
        {
            foreach (var item in items)
                Walk(item, path + "[]", seen);
        }

        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}

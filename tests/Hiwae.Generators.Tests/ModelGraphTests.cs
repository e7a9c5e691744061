using System.Collections;
using System.Reflection;
using Hiwae.Generators.Declarations;
using Hiwae.Generators.Planning;
using Hiwae.Generators.Tests.Declared;
using Hiwae.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Tests;

public class ModelGraphTests
{
    private static readonly Type[] Banned =
        [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Location), typeof(Compilation), typeof(SemanticModel), typeof(AttributeData)];

    [Fact]
    public void No_step_keeps_hold_of_the_compiler()
    {
        var broken = Examples.Vae.Replace("Vae(", "Broken(").Replace("nameof(Z)", "\"Y\"");
        var result = Generation.Run(Examples.All.Values.Append(broken)).Result;
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
        Assert.Contains(seen, value => value is Checking.Finding);
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
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

using System.Reflection;
using Hiwae.CodeFixes;
using Hiwae.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Hiwae.Generators.Tests.CodeFixes;

public class ProviderTests
{
    public static TheoryData<Type> Providers =>
        [.. typeof(RemedyProvider).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(CodeFixProvider)))];

    [Theory, MemberData(nameof(Providers))]
    public void An_editor_finds_the_provider(Type provider)
    {
        var export = provider.GetCustomAttribute<ExportCodeFixProviderAttribute>();

        Assert.NotNull(export);
        Assert.Equal([LanguageNames.CSharp], export.Languages);
        Assert.Equal(provider.Name, export.Name);
    }

    [Theory, MemberData(nameof(Providers))]
    public void It_mends_what_there_is(Type provider)
    {
        var ids = ((CodeFixProvider)Activator.CreateInstance(provider)!).FixableDiagnosticIds;

        Assert.NotEmpty(ids);
        Assert.Subset(Rules.All.Select(rule => rule.Id).ToHashSet(), ids.ToHashSet());
    }

    [Fact]
    public void The_analyzers_do_not_refer_to_workspaces() =>
        Assert.DoesNotContain(typeof(ModelGenerator).Assembly.GetReferencedAssemblies(), name => name.Name!.Contains("Workspaces"));

    [Fact]
    public void The_fixes_need_no_other_assembly_of_ours() =>
        Assert.DoesNotContain(typeof(RemedyProvider).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("Hiwae", StringComparison.Ordinal));
}

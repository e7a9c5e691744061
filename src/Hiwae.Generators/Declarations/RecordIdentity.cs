using System.Linq;

namespace Hiwae.Generators.Declarations;

/// <summary>The name of a record and where it is nested; every name is written as in code, keywords escaped.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Containers">The types around it, outermost first.</param>
/// <param name="Name">The record's own name.</param>
internal sealed record RecordIdentity(string Namespace, EquatableArray<Container> Containers, string Name)
{
    /// <summary>Namespace, containers and name, joined by points.</summary>
    public string FullName => string.Join(
        ".",
        new[] { Namespace }.Concat(Containers.Select(container => container.Name)).Append(Name).Where(part => part.Length > 0));

    /// <summary>The name that nothing in scope can change the meaning of.</summary>
    public string GlobalName => "global::" + FullName;
}

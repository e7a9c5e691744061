using System;
using System.Linq;

namespace Hiwae.Generators.Model;

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

/// <summary>A type that a model is nested in.</summary>
/// <param name="Keyword">Such as <c>class</c> or <c>record struct</c>.</param>
/// <param name="Name">As written in code.</param>
/// <param name="IsPartial">Whether it is declared in parts, so that another can be added.</param>
internal sealed record Container(string Keyword, string Name, bool IsPartial);

/// <summary>How the declared type differs from a plain partial record.</summary>
[Flags]
internal enum RecordTraits
{
    None = 0,
    NotPartial = 1,
    ContainerNotPartial = 2,
    NotRecord = 4,
    Abstract = 8,
    Generic = 16,
    Derived = 32,
    FileLocal = 64,

    /// <summary>Code outside the type that it is nested in cannot name it.</summary>
    Hidden = 128,

    /// <summary>It has a primary constructor with parameters, which a network has not.</summary>
    HasParameters = 256,

    /// <summary>It is a struct, be it a record.</summary>
    Struct = 512,
}

/// <summary>Names that generated code has, whatever the declaration is.</summary>
internal static class GeneratedNames
{
    /// <summary>How every generated file ends; members declared in one are not the user's own.</summary>
    public const string Suffix = ".hiwae.g.cs";

    /// <summary>The member that every network is given.</summary>
    public const string NetworkMember = "Layers";

    /// <summary>The members that every model is given.</summary>
    public static readonly string[] ModelMembers = ["Description", "Variables", "Dispose", "CreateNetwork", "Network"];
}

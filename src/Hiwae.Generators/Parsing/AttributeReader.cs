using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Hiwae.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Parsing;

/// <summary>Reads attributes, and notices when one is broken in a way that the compiler itself reports.</summary>
internal sealed class AttributeReader(CancellationToken cancellation)
{
    /// <summary>Whether everything read so far was accepted by the compiler.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Set when the result is no longer wanted.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>To be called where something does not compile.</summary>
    public void MarkIncomplete() => IsComplete = false;

    /// <summary>The arguments of an attribute.</summary>
    public AttributeArguments Read(AttributeData attribute)
    {
        if (attribute.AttributeConstructor is null
            || attribute.NamedArguments.Length < Written(attribute)
            || attribute.ConstructorArguments.Any(IsBroken)
            || attribute.NamedArguments.Any(argument => IsBroken(argument.Value)))
        {
            MarkIncomplete();
        }

        return new(attribute);
    }

    /// <summary>The number of named arguments in the source; those that do not bind are missing from the data.</summary>
    private int Written(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax { ArgumentList.Arguments: var arguments }
            ? arguments.Count(argument => argument.NameEquals is not null)
            : 0;

    private static bool IsBroken(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error
        || (constant.Kind == TypedConstantKind.Array && !constant.Values.IsDefault && constant.Values.Any(IsBroken));
}

/// <summary>The arguments of an attribute by name or position; what is absent or broken reads as the default.</summary>
internal readonly struct AttributeArguments(AttributeData attribute)
{
    public string? Text(string name) => Named(name)?.Value as string;

    public string? Text(int position) => At(position)?.Value as string;

    public ITypeSymbol? Type(string name) => Named(name)?.Value as ITypeSymbol;

    public int Number(string name, int otherwise) => Named(name)?.Value is int number ? number : otherwise;

    public double? Real(string name) => Named(name)?.Value is double number ? number : null;

    public bool Flag(string name) => Named(name)?.Value is true;

    public bool Has(string name) => Named(name) is not null;

    public EquatableArray<int> Numbers(string name) => Elements<int>(Named(name), 0);

    public EquatableArray<int> Numbers(int position) => Elements<int>(At(position), 0);

    public EquatableArray<string> Texts(string name) => Elements(Named(name), "");

    public EquatableArray<string> Texts(int position) => Elements(At(position), "");

    public int Number(int position) => At(position)?.Value is int number ? number : 0;

    public double Fraction(int position) => At(position)?.Value is double fraction ? fraction : 0;

    /// <summary>A member of an enumeration, named or at a position.</summary>
    public Option Option(string name, string otherwise) =>
        Named(name) is { } value ? Member(value) with { IsWritten = true } : new(otherwise, true, false);

    public Option Option(int position) => At(position) is { } value ? Member(value) : new("", false, true);

    private static Option Member(TypedConstant value)
    {
        var member = value.Kind == TypedConstantKind.Enum && value.Type is { } type
            ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value.Value))
            : null;
        var number = value.Kind == TypedConstantKind.Array ? null : value.Value;
        return new(member?.Name ?? Convert.ToString(number, CultureInfo.InvariantCulture) ?? "", member is not null, true);
    }

    private static EquatableArray<T> Elements<T>(TypedConstant? list, T missing) where T : IEquatable<T> =>
        list is { Kind: TypedConstantKind.Array, Values: { IsDefault: false } values }
            ? new([.. values.Select(value => value.Kind == TypedConstantKind.Primitive && value.Value is T item ? item : missing)])
            : [];

    private TypedConstant? Named(string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
                return argument.Value;
        }

        return null;
    }

    private TypedConstant? At(int position) =>
        position < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[position] : null;
}

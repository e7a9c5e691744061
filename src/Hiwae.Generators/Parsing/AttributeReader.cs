using System.Linq;
using System.Threading;
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

    /// <summary>How many named arguments stand in the source; those that do not bind are missing from the data.</summary>
    private int Written(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax { ArgumentList.Arguments: var arguments }
            ? arguments.Count(argument => argument.NameEquals is not null)
            : 0;

    private static bool IsBroken(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error
        || (constant.Kind == TypedConstantKind.Array && !constant.Values.IsDefault && constant.Values.Any(IsBroken));
}

using Mono.Cecil.Cil;

namespace Hiwae.Architecture.Tests;

/// <summary>A type that uses another.</summary>
/// <param name="From">The full name of the one, without what is nested in it.</param>
/// <param name="To">The other.</param>
internal readonly record struct Arrow(string From, string To)
{
    /// <summary>All arrows between the types of an assembly: signatures, fields, attributes, constraints and bodies. Constants leave none, since the compiler copies them.</summary>
    public static IReadOnlySet<Arrow> In(string assembly)
    {
        using var module = Sources.Module(assembly);
        var arrows = new HashSet<Arrow>();
        foreach (var type in module.GetTypes())
        {
            var from = Outermost(type).FullName;
            foreach (var used in UsedBy(type).SelectMany(Parts))
            {
                if (Outermost(used) is var to && ReferenceEquals(to.Scope, module) && to.FullName != from)
                    arrows.Add(new(from, to.FullName));
            }
        }

        return arrows;
    }

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. UsedBy((ICustomAttributeProvider)type),
        .. type.GenericParameters.SelectMany(UsedBy),
        .. type.Fields.SelectMany(field => UsedBy((ICustomAttributeProvider)field).Append(field.FieldType)),
        .. type.Properties.SelectMany(UsedBy),
        .. type.Methods.SelectMany(UsedBy),
    ];

    private static IEnumerable<TypeReference?> UsedBy(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.SelectMany(parameter => UsedBy((ICustomAttributeProvider)parameter).Append(parameter.ParameterType)),
        .. method.GenericParameters.SelectMany(UsedBy),
        .. UsedBy((ICustomAttributeProvider)method),
        .. method.HasBody ? UsedBy(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> UsedBy(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference used => [used],
            FieldReference field => [field.DeclaringType, field.FieldType],
            GenericInstanceMethod method => [.. method.GenericArguments, method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)],
            MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)],
            CallSite site => (TypeReference?[])[site.ReturnType, .. site.Parameters.Select(parameter => parameter.ParameterType)],
            _ => [],
        }),
    ];

    private static IEnumerable<TypeReference?> UsedBy(GenericParameter parameter) => parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference?> UsedBy(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value as TypeReference).Append(attribute.AttributeType));

    /// <summary>A type and what it is composed of: elements of arrays and pointers, arguments of generic types.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        FunctionPointerType function => [.. Parts(function.ReturnType), .. function.Parameters.SelectMany(parameter => Parts(parameter.ParameterType))],
        IModifierType modified => [.. Parts(modified.ElementType), .. Parts(modified.ModifierType)],
        TypeSpecification other => Parts(other.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}

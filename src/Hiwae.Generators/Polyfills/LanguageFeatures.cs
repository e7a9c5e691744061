namespace System.Runtime.CompilerServices;

/// <summary>Lets a type be written as a collection expression; the compiler looks it up by name.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
internal sealed class CollectionBuilderAttribute(Type builderType, string methodName) : Attribute
{
    public Type BuilderType => builderType;

    public string MethodName => methodName;
}

/// <summary>Lets records and init accessors compile for netstandard2.0.</summary>
internal static class IsExternalInit;

namespace Hiwae.Generators.Model;

/// <summary>A fault of a declaration.</summary>
/// <param name="Id">The rule, such as <c>HIW0009</c>.</param>
/// <param name="Path">Where.</param>
/// <param name="Arguments">What fills the rule's message.</param>
internal sealed record Finding(string Id, DeclarationPath Path, EquatableArray<string> Arguments);

/// <summary>A path to a place in a declaration; the analyzer follows it to the syntax.</summary>
/// <param name="Part">What is pointed at.</param>
/// <param name="Variable">The variable's position, where there is one.</param>
/// <param name="Factor">The factor's position among those of the variable, <see cref="Feature"/>, or −1 where there is none.</param>
/// <param name="Index">The position of a size, a parent or an element, or −1 for the whole.</param>
/// <param name="Name">The name of an argument or member, where there is one.</param>
internal sealed record DeclarationPath(Part Part, int Variable = -1, int Factor = -1, int Index = -1, string Name = "")
{
    /// <summary>In the place of a factor's position: the variable's feature attribute.</summary>
    public const int Feature = -2;
}

/// <summary>A part of a declaration that a finding can point at.</summary>
internal enum Part
{
    /// <summary>The record's name.</summary>
    Record,

    /// <summary>A member of the record's own.</summary>
    Member,

    /// <summary>An argument of the model attribute.</summary>
    ModelArgument,

    /// <summary>An argument of the network attribute.</summary>
    NetworkArgument,

    /// <summary>A layer's attribute; the index is the layer's position.</summary>
    Layer,

    /// <summary>An argument of a layer's attribute, by the name of its parameter or property.</summary>
    LayerArgument,

    /// <summary>The first layer that stands where it does not count.</summary>
    StrayLayer,

    /// <summary>A variable's name.</summary>
    Variable,

    /// <summary>A variable's type.</summary>
    VariableType,

    /// <summary>The shape attribute, or with an index one of its sizes.</summary>
    Shape,

    /// <summary>The attribute that puts an auxiliary into the plate.</summary>
    PerSample,

    /// <summary>The attribute that makes a variable a given one.</summary>
    Given,

    /// <summary>The attribute that says that a variable is meant to be observed.</summary>
    Observed,

    /// <summary>The attribute that makes a variable one of a sequence.</summary>
    Repeat,

    /// <summary>The attribute that says that a variable is summed over.</summary>
    Enumerated,

    /// <summary>The attribute that names the columns of a variable, or with an index one of their names.</summary>
    Column,

    /// <summary>The attribute that names a variable's mask.</summary>
    Mask,

    /// <summary>The mask's name in it.</summary>
    MaskVariable,

    /// <summary>The attribute of a factor or feature.</summary>
    Factor,

    /// <summary>The type argument of a factor or feature.</summary>
    TypeArgument,

    /// <summary>One of the parents of a factor or feature.</summary>
    Parent,

    /// <summary>A named argument of a factor or feature, or with an index one of its elements.</summary>
    FactorArgument,
}

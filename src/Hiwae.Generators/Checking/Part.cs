namespace Hiwae.Generators.Checking;

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

using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>Shapes as text.</summary>
internal static class Shapes
{
    /// <summary>Such as <c>1×28×28</c>.</summary>
    public static string Text(EquatableArray<int> shape) => string.Join("×", shape.Select(size => size.Invariant()));

    /// <summary>As the arguments of a shape attribute, such as <c>1, 28, 28</c>.</summary>
    public static string Code(EquatableArray<int> shape) => string.Join(", ", shape.Select(size => size.Invariant()));
}

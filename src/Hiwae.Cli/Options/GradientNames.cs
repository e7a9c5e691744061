using System.Diagnostics;

namespace Hiwae.Cli.Options;

/// <summary>What the gradient estimators are called.</summary>
internal static class GradientNames
{
    /// <summary>In a table or a legend.</summary>
    public static string Short(Gradient gradient) => gradient switch
    {
        Gradient.Reparameterised => "reparameterised",
        Gradient.StickingTheLanding => "STL",
        Gradient.DoublyReparameterised => "DReG",
        _ => throw new UnreachableException($"Gradient {gradient}."),
    };
}

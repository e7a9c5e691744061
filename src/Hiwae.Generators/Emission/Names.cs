namespace Hiwae.Generators.Emission;

/// <summary>
/// Names of the runtime's types, written so that nothing in the user's project can change what they mean: neither a
/// variable called Normal nor a namespace called Hiwae.
/// </summary>
internal static class Names
{
    public const string Runtime = "global::Hiwae";
    public const string Networks = "global::Hiwae.Networks";
    public const string Programs = "global::Hiwae.Programs";
    public const string Engine = "global::Hiwae.Native.Engine";
    public const string Torch = "global::TorchSharp.torch";
    public const string List = "global::System.Collections.Generic.IReadOnlyList";
    public const string Initializer = "global::System.Runtime.CompilerServices.ModuleInitializer";
}

using System.Reflection;

namespace Hiwae.Cli.Machine;

/// <summary>The assembly that brings tensors.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="File">Its path.</param>
internal sealed record EngineAssembly(string Name, string Version, string File)
{
    /// <summary>The one in use.</summary>
    public static EngineAssembly Current { get; } = Of(typeof(torch).Assembly);

    /// <summary>Name and version in a word.</summary>
    public string Title => $"{Name} {Version}";

    private static EngineAssembly Of(Assembly assembly)
    {
        var name = assembly.GetName();
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? name.Version?.ToString(3)
            ?? "unknown";
        var file = Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll");
        return new(name.Name ?? "unknown", version, System.IO.File.Exists(file) ? file : "inside the program");
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Hiwae.Native;

/// <summary>
/// The tensor engine's native libraries. Whoever uses this assembly has them prepared before the first tensor; where the system's C++ library
/// is too old for the package's, a copy is loaded that asks for less. docs/engine.md has the whole story.
/// </summary>
public static class Engine
{
    private const string Name = "LibTorchSharp";

    private static readonly Lock Gate = new();
    private static readonly Lazy<OpenedEngine> Opened = new(() => OpenedEngine.Of(typeof(torch).Assembly));
    private static bool isLoaded;

    /// <summary>The way in which the libraries come into this process. The first time this is asked for, an older C++ library's copy is made and loaded.</summary>
    public static EngineStart Start => Opened.Value.Start;

    /// <summary>
    /// Sees to it that TorchSharp's first use finds libraries that work here. Called once for every assembly that declares models, before
    /// anything else in it runs; further calls do nothing. It never throws: what is wrong, <see cref="Start"/> and <see cref="Require"/> tell.
    /// </summary>
    public static void Load()
    {
        lock (Gate)
        {
            if (isLoaded)
                return;
            isLoaded = true;
        }

        if (!OperatingSystem.IsLinux())
            return;
        OpenMp.Prepare();
        var torchSharp = typeof(torch).Assembly;
        if (AssemblyLoadContext.GetLoadContext(torchSharp) is { } context)
            context.ResolvingUnmanagedDll += Resolve;

        // A program that was compiled ahead of time asks nobody for libraries.
        if (!RuntimeFeature.IsDynamicCodeSupported)
            _ = Start;
    }

    /// <summary>Throws an <see cref="EngineException"/> where the libraries cannot be loaded.</summary>
    public static void Require()
    {
        if (Start is EngineStart.Failed failed)
            throw new EngineException(failed);
    }

    /// <summary>A value that is of use only where there are tensors.</summary>
    /// <exception cref="EngineException">The libraries cannot be loaded.</exception>
    internal static T Ready<T>(T value)
    {
        Require();
        return value;
    }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "libtorch has to be found before the first tensor, and no caller of a library's types can be asked to do something before them.")]
    internal static void Initialise() => Load();

    /// <summary>Asked by the runtime for a library that it could not load itself.</summary>
    private static nint Resolve(Assembly assembly, string name) => name == Name && assembly == typeof(torch).Assembly ? Opened.Value.Handle : 0;
}

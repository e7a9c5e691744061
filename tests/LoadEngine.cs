using System.Runtime.CompilerServices;

namespace Hiwae.Tests;

/// <summary>Has a test's first tensor find the engine, as in an assembly that declares models.</summary>
internal static class LoadEngine
{
    [ModuleInitializer]
    internal static void Load() => Native.Engine.Load();
}

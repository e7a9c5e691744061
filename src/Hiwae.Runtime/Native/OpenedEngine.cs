using System.Reflection;
using System.Runtime.InteropServices;

namespace Hiwae.Native;

/// <summary>The outcome of preparing the native libraries.</summary>
/// <param name="Start">The way in which it started.</param>
/// <param name="Handle">TorchSharp's native library, where it was loaded here; else 0.</param>
internal sealed record OpenedEngine(EngineStart Start, nint Handle = 0)
{
    private const string Library = "libLibTorchSharp.so";
    private const string CppLibrary = "libstdc++.so.6";
    private const string CppVersions = "GLIBCXX_";

    // In this order: the last one is not in the folder of the others, so that what it refers to must be in the process already.
    private static readonly string[] Before = ["libtorch_cpu.so", "libtorch.so"];

    /// <summary>Looks at the libraries, and loads them where the package's own cannot be. What goes wrong is told, not thrown.</summary>
    /// <param name="torchSharp">TorchSharp itself.</param>
    public static OpenedEngine Of(Assembly torchSharp)
    {
        if (!IsServed(RuntimeInformation.ProcessArchitecture))
            return Failed(
                $"The tensor engine cannot be loaded: TorchSharp has no native library for {RuntimeInformation.RuntimeIdentifier}.",
                "It has one for Linux and Windows on x64, and for macOS and Windows on Arm64.");
        if (!OperatingSystem.IsLinux())
            return Plain("on this system they bring what they need");
        if (LoadedLibraries.Current().Any(l => Path.GetFileName(l) == Library))
            return Plain("the program has loaded them itself");
        var folders = PackageFiles.Folders(torchSharp).ToArray();
        if (PackageFiles.Find(Library, folders) is not { } library)
            return Plain($"{Library} is nowhere beside the program");
        try
        {
            return Open(torchSharp, library, folders);
        }
        catch (Exception e) when (Remedy(e) is { } remedy)
        {
            return Failed($"The tensor engine cannot be loaded: {e.Message.TrimEnd('.')}.", remedy);
        }
    }

    private static bool IsServed(Architecture processor) => processor switch
    {
        Architecture.X64 => !OperatingSystem.IsMacOS(),
        Architecture.Arm64 => !OperatingSystem.IsLinux(),
        _ => false,
    };

    private static string? Remedy(Exception problem) => problem switch
    {
        ElfException => "Restore the packages anew, in the versions that Hiwae was built with, or use a system with GCC 13's C++ library or a newer one.",
        DllNotFoundException => "Install what it names as missing, or build the program anew with the package TorchSharp-cpu.",
        IOException or UnauthorizedAccessException => "Let XDG_CACHE_HOME or TMPDIR name a folder that can be written to and that libraries may be loaded from.",
        _ => null,
    };

    private static OpenedEngine Open(Assembly torchSharp, string library, string[] folders)
    {
        foreach (var name in Before)
        {
            if (PackageFiles.Find(name, folders) is null && !NativeLibrary.TryLoad(name, out _))
                return Failed(
                    $"The tensor engine cannot be loaded: {name} is not beside the program, nor where NuGet keeps packages.",
                    "Add the package TorchSharp-cpu to the program's project, or one with CUDA.");
        }

        var original = File.ReadAllBytes(library);
        NativeLibrary.Load(CppLibrary);
        var cpp = LoadedLibraries.Current().First(l => Path.GetFileName(l).StartsWith("libstdc++.so", StringComparison.Ordinal));
        var versions = ElfVersions.Definitions(new(cpp, File.ReadAllBytes(cpp)));
        string[] missing = [.. Missing(ElfVersions.Needs(new(library, original)), versions)];
        if (missing is [])
            return Plain($"{cpp} has every version that they ask for");
        var newest = SymbolVersion.Newest(versions, CppVersions) ?? "none";
        if (missing is not [PatchedCopy.Version])
            return Failed(
                $"The tensor engine cannot be loaded: {library} needs {SymbolVersion.Newest(missing, CppVersions) ?? missing[0]}, and {cpp} has no more than {newest}.",
                "Use a system with a newer C++ library (Debian 12, Ubuntu 22.04, or what came after), or put the folder of such a library into LD_LIBRARY_PATH.");
        foreach (var name in Before)
            NativeLibrary.Load(PackageFiles.Find(name, folders) ?? name);

        var (copy, handle) = CopyStore.OfUser.Use(Library, original, PatchedCopy.Of(library, original), path => (path, NativeLibrary.Load(path)));
        Answer(torchSharp, handle);
        return new(new EngineStart.Copied(library, copy, PatchedCopy.Version, newest, cpp), handle);
    }

    /// <summary>
    /// Calls into the library find the copy at once. By name they would find it too, after a look into every folder, once for each function.
    /// </summary>
    private static void Answer(Assembly torchSharp, nint handle)
    {
        try
        {
            NativeLibrary.SetDllImportResolver(torchSharp, (name, _, _) => name == Path.GetFileNameWithoutExtension(Library)["lib".Length..] ? handle : 0);
        }
        catch (InvalidOperationException)
        {
            // The program has a way of its own to answer; the name serves.
        }
    }

    /// <summary>The versions that a library needs of the C++ library, and that this does not have.</summary>
    internal static IEnumerable<string> Missing(IEnumerable<ElfVersions.Need> needs, IReadOnlyList<string> versions) =>
        needs.Where(n => n.Version.Library == CppLibrary && !n.IsWeak).Select(n => n.Version.Name).Except(versions);

    private static OpenedEngine Plain(string reason) => new(new EngineStart.Plain(reason));

    private static OpenedEngine Failed(string problem, string remedy) => new(new EngineStart.Failed(problem, remedy));
}

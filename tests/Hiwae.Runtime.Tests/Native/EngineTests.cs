using System.Reflection;
using System.Runtime.InteropServices;
using Hiwae.Native;

namespace Hiwae.Runtime.Tests.Native;

/// <summary>What became of this very process.</summary>
public sealed partial class EngineTests
{
    [Fact]
    public void The_engine_works_and_says_how_it_was_loaded()
    {
        Engine.Require();
        Assert.Equal(6, ones(2, 3).sum().ToDouble());
        if (Engine.Start is EngineStart.Copied copied)
        {
            Assert.Contains(copied.Copy, LoadedLibraries.Current());
            Assert.DoesNotContain(copied.Library, LoadedLibraries.Current());
            Assert.Equal(PatchedCopy.Version, copied.Needed);
            Assert.Equal(PatchedCopy.Of(copied.Library, File.ReadAllBytes(copied.Library)), File.ReadAllBytes(copied.Copy));
        }
        else
        {
            Assert.IsType<EngineStart.Plain>(Engine.Start);
        }
    }

    [Fact]
    public void What_is_wrong_is_told_with_its_remedy()
    {
        var error = new EngineException(new("It does not work.", "Do something."));
        Assert.Equal("It does not work. Do something.", error.Message);
    }

    [Fact]
    public void Threads_that_wait_sleep_unless_the_user_decided_otherwise()
    {
        if (!OperatingSystem.IsLinux())
            return;
        Assert.Equal(Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") ?? "passive", Marshal.PtrToStringUTF8(NativeVariable("OMP_WAIT_POLICY")));
    }

    [Fact]
    public void The_packages_files_are_found_beside_the_program()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var folders = PackageFiles.Folders(typeof(torch).Assembly).ToArray();
        Assert.NotNull(PackageFiles.Find("libtorch_cpu.so", folders));
        Assert.NotNull(PackageFiles.Find("libLibTorchSharp.so", folders));
        Assert.Null(PackageFiles.Find("libnothing.so", folders));
        var name = Assembly.GetExecutingAssembly().GetName().Name + ".dll";
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, name), PackageFiles.Find(name, [Path.Combine(AppContext.BaseDirectory, "nowhere"), AppContext.BaseDirectory]));
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint NativeVariable(string name);
}

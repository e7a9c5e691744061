using Hiwae.Native;

namespace Hiwae.Runtime.Tests.Native;

public sealed class ElfTests
{
    private const string Cpp = "libstdc++.so.6";
    private const string Initialisation = "_ZSt21ios_base_library_initv";

    private static readonly byte[] Library = SmallLibrary.Of(
        [
            ("libc.so.6", "GLIBC_2.34", ["malloc"]),
            (Cpp, "GLIBCXX_3.4.30", ["_Znwm", "_ZdlPv"]),
            (Cpp, PatchedCopy.Version, [Initialisation]),
        ],
        ["lib.so", "MINE_1"]);

    [Fact]
    public void Needs_and_definitions_are_read()
    {
        var file = new ElfFile("lib.so", Library);
        var needs = ElfVersions.Needs(file);
        Assert.Equal(
            [new("libc.so.6", "GLIBC_2.34"), new(Cpp, "GLIBCXX_3.4.30"), new(Cpp, PatchedCopy.Version)],
            needs.Select(n => n.Version));
        Assert.All(needs, need => Assert.False(need.IsWeak));
        Assert.Equal(["_Znwm", "_ZdlPv"], ElfVersions.Symbols(file, needs[1]));
        Assert.Equal(["lib.so", "MINE_1"], ElfVersions.Definitions(file));
    }

    [Fact]
    public void What_a_library_lacks_is_what_another_one_asks_for_without_it()
    {
        var needs = ElfVersions.Needs(new("lib.so", Library));
        Assert.Equal([PatchedCopy.Version], OpenedEngine.Missing(needs, ["GLIBCXX_3.4.29", "GLIBCXX_3.4.30"]));
        Assert.Equal(["GLIBCXX_3.4.30", PatchedCopy.Version], OpenedEngine.Missing(needs, ["GLIBCXX_3.4.29"]));
        Assert.Empty(OpenedEngine.Missing(ElfVersions.Needs(new("copy", PatchedCopy.Of("lib.so", Library))), ["GLIBCXX_3.4.30"]));
    }

    [Fact]
    public void A_copy_differs_in_one_flag_and_a_copy_of_it_in_nothing()
    {
        var copy = PatchedCopy.Of("lib.so", Library);
        Assert.Single(copy.Zip(Library), pair => pair.First != pair.Second);
        Assert.Equal([false, false, true], ElfVersions.Needs(new("copy", copy)).Select(n => n.IsWeak));
        Assert.Equal(copy, PatchedCopy.Of("copy", copy));
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.9", "GLIBCXX_3.4.30", "GLIBCXX_3.4.30")]
    [InlineData("GLIBCXX_3.4.30", "GLIBCXX_LDBL_3.4", "GLIBCXX_3.4.30")]
    [InlineData("CXXABI_1.3", "GLIBC_2.34", null)]
    public void The_newest_version_is_the_one_of_the_highest_number(string one, string other, string? newest)
    {
        Assert.Equal(newest, SymbolVersion.Newest([one, other], "GLIBCXX_"));
        Assert.Equal(newest, SymbolVersion.Newest([other, one], "GLIBCXX_"));
    }

    [Fact]
    public void A_library_that_takes_something_else_in_that_version_is_refused_and_named()
    {
        var other = SmallLibrary.Of([(Cpp, PatchedCopy.Version, [Initialisation, "_ZNew"])], []);
        var error = Assert.Throws<ElfException>(() => PatchedCopy.Of("/there/other.so", other));
        Assert.Contains("/there/other.so", error.Message, StringComparison.Ordinal);
        Assert.Contains("_ZNew", error.Message, StringComparison.Ordinal);
        var without = SmallLibrary.Of([(Cpp, "GLIBCXX_3.4.30", ["_Znwm"])], []);
        Assert.Contains($"asks for {PatchedCopy.Version} 0 times", Assert.Throws<ElfException>(() => PatchedCopy.Of("a", without)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_library_is_refused_and_named()
    {
        Assert.Contains("text.so cannot be read as a shared library: it is no ELF file", Message("#!/bin/sh\n"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("it is no ELF file", Message([]), StringComparison.Ordinal);
        byte[] narrow = [.. Library];
        narrow[4] = 1;
        Assert.Contains("64-bit", Message(narrow), StringComparison.Ordinal);

        static string Message(byte[] bytes) => Assert.Throws<ElfException>(() => PatchedCopy.Of("text.so", bytes)).Message;
    }

    [Fact]
    public void A_library_that_ends_early_is_refused()
    {
        for (var length = 0; length < Library.Length; length++)
            Assert.Throws<ElfException>(() => PatchedCopy.Of("short.so", Library[..length]));
    }

    [Fact]
    public void A_damaged_library_is_refused_or_read_but_nothing_else_happens() => Property.Holds(Property.Seeds, seed =>
    {
        var random = new Random(seed);
        byte[] damaged = [.. Library];
        for (var i = 0; i < 3; i++)
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        try
        {
            PatchedCopy.Of("damaged.so", damaged);
        }
        catch (ElfException)
        {
        }
    }, tests: 2_000);
}

namespace Hiwae.Data.Tests;

/// <summary>The files that were made once with the usual tools.</summary>
internal static class Fixture
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", name.Replace('/', System.IO.Path.DirectorySeparatorChar));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));
}

using System.Reflection;

namespace Hiwae.Consumer.Tests;

/// <summary>Where this build put things.</summary>
internal static class Built
{
    /// <summary>The repository, with a separator at its end.</summary>
    public static string Root => Metadata("RepositoryRoot");

    /// <summary>Debug or Release.</summary>
    public static string Configuration => Metadata("Configuration");

    /// <summary>The folder of packages that this build restored.</summary>
    public static string PackageRoot => Metadata("PackageRoot");

    /// <summary>The version of the packages.</summary>
    public static string Version => Metadata("Version");

    private static string Metadata(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

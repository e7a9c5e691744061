namespace Hiwae.Cli.Tests.Faults;

/// <summary>The command line of the tests' own models as a program, which may be killed.</summary>
internal static class Program
{
    private static int Main(string[] args) => HiwaeCommandLine.Run(DeclaredModels.All, args);
}

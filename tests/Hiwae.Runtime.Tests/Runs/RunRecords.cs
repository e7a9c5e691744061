using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Runs;

/// <summary>Records of runs that nobody made.</summary>
internal static class RunRecords
{
    public static RunRecord Of(string model, int samples = 4) => new()
    {
        Version = "0",
        Model = model,
        Data = new("glyphs", "glyphs", Hiwae.Data.Binarisation.None, 1, 3, 10),
        Options = new(),
        Samples = samples,
        Seed = 1,
        Threads = 1,
        Engine = "none",
    };
}

using System.Runtime.InteropServices;
using Hiwae.Cli.Display;
using Hiwae.Cli.Options;
using Hiwae.Cli.Results;
using Hiwae.Data;
using Hiwae.Native;
using Hiwae.Compilation;

namespace Hiwae.Cli.Diagnosis;

/// <summary>Examines what the program runs on.</summary>
internal static class Doctor
{
    private const string Missing = "missing";
    private const string Advice = "advice";

    /// <summary>The engine that flushes denormals wherever the processor can.</summary>
    private const string FlushingEngine = "Hiwae.Torch";

    /// <summary>Below this a matrix product of this size is not from an optimised library, GFLOP/s.</summary>
    private const double SlowProduct = 8;

    /// <summary>All facts and findings. Never throws for what it finds.</summary>
    /// <param name="program">How the user starts the program, for remedies.</param>
    public static DoctorResult Examine(string program)
    {
        var facts = new List<DoctorFact>
        {
            new(".NET", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            new("processor", $"{Processor.Name}, {Processor.Level}, {Environment.ProcessorCount} logical"),
            new("engine", Engine.Current.Title),
            new("engine file", Engine.Current.File),
        };
        var findings = new List<DoctorFinding>();
        try
        {
            ExamineTensors(facts, findings, program);
        }
        catch (Exception e)
        {
            var cause = e is TypeInitializationException { InnerException: { } inner } ? inner : e;
            findings.Add(new(Missing, $"the tensor engine does not work: {cause.Message}", $"{program} setup"));
        }

        ExamineData(facts, findings);
        return new(findings.All(f => f.Severity != Missing), facts, findings);
    }

    private static void ExamineTensors(List<DoctorFact> facts, List<DoctorFinding> findings, string program)
    {
        var speed = MatrixSpeed.Measure();
        var libraries = LoadedLibraries.Current();
        var libtorch = Libtorch.Among(libraries);
        var blas = Blas.Among(libraries);
        facts.Add(new("libtorch", libtorch?.Version ?? "unknown"));
        facts.Add(new("libtorch file", libtorch?.File ?? "unknown"));
        facts.Add(new("BLAS", blas?.Name ?? "built into libtorch"));
        if (blas is not null)
            facts.Add(new("BLAS file", blas.File));
        facts.Add(new("matrix product", string.Create(
            CultureInfo.InvariantCulture, $"{speed:F1} GFLOP/s ({MatrixSpeed.Size} × {MatrixSpeed.Size}, 32-bit floats)")));
        facts.Add(new("threads", Threads(speed)));
        var areFlushed = Diagnosis.Denormals.AreFlushed();

        if (blas is { IsReference: true })
            findings.Add(new(
                Missing,
                $"the BLAS in use is the reference implementation, ten times slower than an optimised one ({blas.File})",
                $"{program} setup, or: sudo apt-get install libopenblas0-openmp"));
        else if (speed < SlowProduct)
            findings.Add(new(
                Advice,
                string.Create(CultureInfo.InvariantCulture, $"matrix products are slow: {speed:F1} GFLOP/s where {SlowProduct} and more are usual"),
                "close other programs and look again; else: sudo apt-get install libopenblas0-openmp"));
        if (Denormals(program, Engine.Current.Name, areFlushed) is { } finding)
            findings.Add(finding);
    }

    private static string Threads(double speed)
    {
        var threads = torch.get_num_threads();
        if (threads == 1)
            return "1";
        torch.set_num_threads(1);
        var alone = MatrixSpeed.Measure();
        torch.set_num_threads(threads);
        return string.Create(CultureInfo.InvariantCulture, $"{threads}; the product is {speed / alone:F1} times as fast as on one");
    }

    /// <summary>Advice where denormals are kept and another engine would flush them.</summary>
    public static DoctorFinding? Denormals(string program, string engine, bool areFlushed) => areFlushed || engine == FlushingEngine
        ? null
        : new(
            Advice,
            "denormal numbers are not flushed to zero, which slows training with many samples down",
            $"{program} setup --engine system");

    private static void ExamineData(List<DoctorFact> facts, List<DoctorFinding> findings)
    {
        var folder = Environment.GetEnvironmentVariable(CommonOptions.DataVariable);
        facts.Add(new(CommonOptions.DataVariable, string.IsNullOrEmpty(folder) ? $"not set; --data {DataSources.Glyphs} needs none" : folder));
        if (!string.IsNullOrEmpty(folder) && folder != DataSources.Glyphs && !Directory.Exists(folder))
            findings.Add(new(
                Missing, $"{CommonOptions.DataVariable} names {folder}, which is not a folder", $"export {CommonOptions.DataVariable}={DataSources.Glyphs}"));
    }
}

using System.Runtime.InteropServices;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Data;
using Hiwae.Native;

namespace Hiwae.Cli.Doctor;

/// <summary>The examination of the machine and the engine that the program runs on.</summary>
internal static class Examination
{
    private const string Missing = "missing";
    private const string Advice = "advice";

    /// <summary>Below this a matrix product of this size is not from an optimised library, GFLOP/s.</summary>
    private const double SlowProduct = 8;

    /// <summary>All facts and findings. Never throws for what it finds.</summary>
    /// <param name="threads">The number of threads of the tensor engine; the default where null.</param>
    public static DoctorResult Run(int? threads)
    {
        var start = Engine.Start;
        var facts = new List<DoctorFact>
        {
            new(".NET", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"),
            new("processor", $"{Processor.Name}, {Processor.Level}, {Environment.ProcessorCount} logical"),
            new("engine", EngineAssembly.Current.Title),
            new("engine file", EngineAssembly.Current.File),
            new("native library", Words(start)),
        };
        var findings = new List<DoctorFinding>();
        if (start is EngineStart.Failed failed)
        {
            findings.Add(new(Missing, failed.Problem, failed.Remedy));
        }
        else
        {
            try
            {
                ExamineTensors(facts, findings, threads);
            }
            catch (Exception e)
            {
                var cause = e is TypeInitializationException { InnerException: { } inner } ? inner : e;
                findings.Add(new(Missing, $"The tensor engine does not work: {cause.Message}", "Build the program anew with the package TorchSharp-cpu."));
            }
        }

        ExamineData(facts, findings);
        return new(findings.All(f => f.Severity != Missing), facts, findings);
    }

    /// <summary>How the tensor engine's native library came into the process.</summary>
    public static string Words(EngineStart start) => start switch
    {
        EngineStart.Plain plain => $"the package's own: {plain.Reason}",
        EngineStart.Copied copied => $"a copy, {copied.Copy}: the package's own asks for {copied.Needed}, and {copied.FoundIn} has no more than {copied.Found}",
        EngineStart.Failed => "not loaded",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void ExamineTensors(List<DoctorFact> facts, List<DoctorFinding> findings, int? threads)
    {
        CommonOptions.ApplyThreads(threads);
        var speed = MatrixSpeed.Measure();
        var libtorch = Libtorch.Among(LoadedLibraries.Current());
        facts.Add(new("libtorch", torch.__version__));
        facts.Add(new("libtorch file", libtorch?.File ?? "unknown"));
        facts.Add(new("BLAS", MathKernels.Title() ?? "libtorch's own"));
        facts.Add(new("matrix product", string.Create(
            CultureInfo.InvariantCulture, $"{speed:F1} GFLOP/s ({MatrixSpeed.Size} × {MatrixSpeed.Size}, 32-bit floats)")));
        facts.Add(new("convolutions", ConvolutionCheck.IsRightHere
            ? "right in 32-bit floats"
            : "the engine's gradients are wrong in 32-bit floats on this processor; the portable path takes 64-bit ones, which are right and slower"));
        facts.Add(new("threads", Threads(speed)));
        facts.Add(new("devices", Devices.Words(Devices.CudaCount())));
        if (OpenMp.Waiting() is { } waiting)
            facts.Add(new("waiting threads", waiting));
        if (speed < SlowProduct)
            findings.Add(new(
                Advice,
                string.Create(CultureInfo.InvariantCulture, $"Matrix products are slow: {speed:F1} GFLOP/s where {SlowProduct} and more are usual."),
                "Close other programs and look again."));
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

    private static void ExamineData(List<DoctorFact> facts, List<DoctorFinding> findings)
    {
        var folder = Environment.GetEnvironmentVariable(CommonOptions.DataVariable);
        facts.Add(new(CommonOptions.DataVariable, string.IsNullOrEmpty(folder) ? $"not set; --data {DataSources.Glyphs} needs none" : folder));
        if (!string.IsNullOrEmpty(folder) && folder != DataSources.Glyphs && !DataFiles.Exists(folder))
            findings.Add(new(
                Missing, $"{CommonOptions.DataVariable} names {folder}, where there is neither a file nor a folder.", $"export {CommonOptions.DataVariable}={DataSources.Glyphs}"));
    }
}

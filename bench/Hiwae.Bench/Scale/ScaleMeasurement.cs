using System.Diagnostics;
using Hiwae.Bench.Workers;
using Hiwae.Communication;
using Hiwae.Distributed;
using Hiwae.Training;

namespace Hiwae.Bench.Scale;

/// <summary>Measures what the model of cost is made of.</summary>
internal static class ScaleMeasurement
{
    /// <summary>The word on the command line of a rank that measures messages.</summary>
    public const string RankCommand = "scale-rank";

    private const int Pixels = 784;
    private const double Seconds = 3;
    private const int FewestSteps = 5;

    /// <summary>A step of a model whose data are divided.</summary>
    public static ScaledStep OfData<TModel>(int few, int many) where TModel : class, IModel<TModel>
    {
        var (time, bytes) = Measure<TModel>(null, few, many, null);
        return new(TModel.Description.Name, "data", time, bytes, [2 * sizeof(double)]);
    }

    /// <summary>A step of a model whose samples are divided.</summary>
    public static ScaledStep OfSamples<TModel>(int batch, int few, int many) where TModel : class, IModel<TModel>
    {
        var (time, bytes) = Measure<TModel>(batch, few, many, batch);
        return new(TModel.Description.Name, "samples", time, bytes, [batch * sizeof(double), (batch + 1) * sizeof(double), 2 * sizeof(double)]);
    }

    /// <summary>What messages between two ranks on this machine cost; null where there is no launcher, or it does not work.</summary>
    /// <param name="say">Told why.</param>
    public static Link? OfThisMachine(Action<string> say)
    {
        var self = WorkerStart.Self([RankCommand], [("OMPI_ALLOW_RUN_AS_ROOT", "1"), ("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1")]).ToProcess();
        var start = new ProcessStartInfo("mpirun", ["-n", "2", self.FileName, .. self.ArgumentList]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in self.Environment)
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var lines = process.StandardOutput.ReadToEnd().Split('\n');
            process.WaitForExit();
            if (process.ExitCode == 0 && lines.Select(line => line.Split(';')).FirstOrDefault(parts => parts.Length == 3) is [var library, var latency, var bandwidth])
                return new($"this machine, {library}", double.Parse(latency, CultureInfo.InvariantCulture), double.Parse(bandwidth, CultureInfo.InvariantCulture));
            say($"mpirun cannot start two ranks, and messages are not measured: {error.Result.Trim()}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            say("There is no mpirun, and messages are not measured; install Open MPI or MPICH.");
        }

        return null;
    }

    /// <summary>A rank of those that measure messages: the first prints the library, the latency in seconds and the bandwidth in bytes per second, as they follow from sums of 8 bytes and of 4 megabytes.</summary>
    public static void AnswerAsRank(Launch launch, TextWriter output)
    {
        using var mpi = Mpi.Start(launch);
        var latency = Median(mpi, new float[2], 2000);
        var large = new float[1_000_000];
        var whole = Median(mpi, large, 100);

        // Of two ranks: one round, in which each sends half and gets half, twice.
        var bandwidth = large.Length * sizeof(float) / Math.Max(1e-9, whole - latency);
        if (mpi.Rank == 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mpi.Library};{latency:R};{bandwidth:R}"));
    }

    private static double Median(ICommunicator communicator, float[] values, int turns)
    {
        var times = new double[turns];
        for (var i = 0; i < turns; i++)
        {
            communicator.Barrier();
            var start = Stopwatch.GetTimestamp();
            communicator.AllReduceSum(values);
            times[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return times.Order().ElementAt(turns / 2);
    }

    /// <summary>The time of a step, and the bytes of the gradients.</summary>
    /// <param name="batch">The number of data; null where it is what grows.</param>
    /// <param name="few">A little work.</param>
    /// <param name="many">More of it.</param>
    /// <param name="samples">Not null where the number of samples grows.</param>
    private static (StepTime Time, double Bytes) Measure<TModel>(int? batch, int few, int many, int? samples) where TModel : class, IModel<TModel>
    {
        var bytes = 0.0;
        return (StepTime.Through((few, Time(few)), (many, Time(many))), bytes);

        double Time(int units)
        {
            using var scope = torch.NewDisposeScope();
            var options = new TrainingOptions { Samples = samples is null ? null : units, BatchSize = batch ?? units };
            using var state = Trainer.Start<TModel>(options);
            bytes = state.Network.parameters().Sum(parameter => parameter.numel()) * sizeof(float);
            Observation data = torch.rand(batch ?? units, Pixels).gt(0.5).to_type(torch.ScalarType.Float32);
            var (times, now) = (new List<double>(), state);
            var whole = Stopwatch.StartNew();
            do
            {
                var start = Stopwatch.GetTimestamp();
                (_, now) = Trainer.Step(now, data, options);
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
            while (times.Count < FewestSteps || whole.Elapsed.TotalSeconds < Seconds);

            // The first steps compile.
            return times.Skip(2).Order().ElementAt((times.Count - 2) / 2);
        }
    }
}

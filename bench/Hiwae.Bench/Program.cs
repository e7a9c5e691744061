using Hiwae.Bench;
using Hiwae.Bench.Micro;
using Hiwae.Bench.Scale;
using Hiwae.Bench.Workers;
using Hiwae.Cli.Terminal;
using Hiwae.Distributed;
using Hiwae.Native;

(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);
try
{
    switch (args)
    {
        case ["worker", var name, var threads, var role]:
            OwnWorker.Run(Workload.Named(name), Number(threads), Enum.Parse<OwnRole>(role), Console.In, Console.Out);
            return 0;
        case ["products", "worker", var way, var turns]:
            ProductsCommand.Answer(way, Number(turns), Console.Out);
            return 0;
        case [ScaleMeasurement.RankCommand]:
            Environment.SetEnvironmentVariable("TERM", "dumb"); // What a launcher gives its ranks may look like a terminal.
            ScaleMeasurement.AnswerAsRank(Launch.Current ?? throw new BenchException("This is for a launcher of MPI programs to start."), Console.Out);
            return 0;
        default:
            return BenchCommand.Run(args);
    }
}
catch (Exception e) when (e is BenchException or ArgumentException or EngineException or MpiException)
{
    StandardStreams.OfConsole().Error.WriteLine($"error: {e.Message}");
    return 1;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

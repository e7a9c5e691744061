using Hiwae.Bench;
using Hiwae.Bench.Workers;
using Hiwae.Native;

(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);
try
{
    return args is ["worker", var name, var threads, var role]
        ? OwnWorker.Run(Workload.Named(name), int.Parse(threads, CultureInfo.InvariantCulture), Enum.Parse<OwnRole>(role), Console.In, Console.Out)
        : BenchCommand.Run(args);
}
catch (Exception e) when (e is BenchException or ArgumentException or EngineException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 1;
}

using Hiwae.Bench;
using Hiwae.Bench.Workers;

(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);
try
{
    return args is ["worker", var name, .. var rest]
        ? OwnWorker.Run(Workload.Named(name), floor: rest is ["floor"], Console.In, Console.Out)
        : BenchCommand.Run(args);
}
catch (Exception e) when (e is BenchException or ArgumentException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 1;
}

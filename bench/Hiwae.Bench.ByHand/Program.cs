using Hiwae.Bench.ByHand;
using Hiwae.Native;

(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, CultureInfo.InvariantCulture);
try
{
    var options = WorkerOptions.Parse(args);
    Engine.Require();
    set_num_threads(options.Threads);
    using var worker = new Worker(options);
    while (Console.In.ReadLine() is { } line)
    {
        Console.Out.WriteLine(worker.Answer(line));
        Console.Out.Flush();
    }

    return 0;
}
catch (Exception e) when (e is ArgumentException or EngineException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 2;
}

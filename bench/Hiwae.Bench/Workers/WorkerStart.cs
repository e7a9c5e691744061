namespace Hiwae.Bench.Workers;

/// <summary>How a worker is started.</summary>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Variables">Added to the clean environment.</param>
internal sealed record WorkerStart(string Program, ImmutableArray<string> Arguments, ImmutableArray<(string Name, string Value)> Variables)
{
    private static string Host => Environment.ProcessPath
        ?? throw new InvalidOperationException("The path of this program is not known, so that it cannot start workers; run it with dotnet.");

    /// <summary>Ours.</summary>
    public static WorkerStart Own(Workload workload) => Ourselves([], "worker", workload.Name);

    /// <summary>The matrix products alone; the library that makes them is to leave the threads to us.</summary>
    public static WorkerStart Floor(Workload workload) =>
        Ourselves([("OMP_NUM_THREADS", "1"), ("OPENBLAS_NUM_THREADS", "1")], "worker", workload.Name, "floor");

    private static WorkerStart Ourselves(ImmutableArray<(string, string)> variables, params ReadOnlySpan<string> arguments) =>
        Path.GetFileNameWithoutExtension(Host) == "dotnet"
            ? new(Host, [typeof(WorkerStart).Assembly.Location, .. arguments], variables)
            : new(Host, [.. arguments], variables);
}

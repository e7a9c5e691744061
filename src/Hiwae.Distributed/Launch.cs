namespace Hiwae.Distributed;

/// <summary>What a launcher of MPI programs, such as <c>mpirun</c> or <c>srun</c>, tells the processes that it starts, in their environment.</summary>
/// <param name="Rank">This process's number, from 0.</param>
/// <param name="Size">The number of processes.</param>
/// <param name="LocalSize">The number of processes on this machine; null where the launcher does not say.</param>
/// <param name="Implementation">Whose launcher it is, as far as that shows.</param>
public sealed record Launch(int Rank, int Size, int? LocalSize, MpiImplementation Implementation)
{
    /// <summary>The one that started this process; null where none did.</summary>
    public static Launch? Current { get; } = From(Environment.GetEnvironmentVariable);

    /// <summary>The variables by which this process is known as one of several: a process that it starts by itself is none of them.</summary>
    public static IReadOnlyList<string> Variables { get; } =
        ["OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "PMI_RANK", "PMI_SIZE", "PMI_FD", "PMIX_RANK", "PMIX_NAMESPACE"];

    /// <summary>The one that an environment tells of.</summary>
    /// <param name="variable">The value of a variable; null where there is none.</param>
    internal static Launch? From(Func<string, string?> variable)
    {
        // Open MPI's mpirun, and PRRTE's prterun, which Open MPI 5 starts.
        if (Read("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE") is var (rank, size))
            return new(rank, size, Number("OMPI_COMM_WORLD_LOCAL_SIZE"), MpiImplementation.OpenMpi);

        // Hydra, which MPICH, Intel MPI and MVAPICH start; srun --mpi=pmi2; mpiexec of MS-MPI.
        if (Read("PMI_RANK", "PMI_SIZE") is var (second, number))
            return new(second, number, Number("MPI_LOCALNRANKS") ?? TasksOfNode(), MpiImplementation.Mpich);

        // srun --mpi=pmix.
        return Number("PMIX_RANK") is { } third && (Number("SLURM_STEP_NUM_TASKS") ?? Number("SLURM_NTASKS")) is { } tasks and > 0
            ? new(third, tasks, TasksOfNode(), MpiImplementation.OpenMpi)
            : null;

        (int, int)? Read(string rankName, string sizeName) => (Number(rankName), Number(sizeName)) is ({ } found, { } all and > 0) ? (found, all) : null;

        // Of nodes in turn, such as 2(x3),1: the first has the most.
        int? TasksOfNode() => Number("SLURM_NTASKS_PER_NODE") ?? (int.TryParse(variable("SLURM_TASKS_PER_NODE")?.Split('(', ',')[0], out var most) && most > 0 ? most : null);

        int? Number(string name) => int.TryParse(variable(name), out var value) && value >= 0 ? value : null;
    }
}

/// <summary>Families of MPI libraries, within each of which programs need not be built anew.</summary>
public enum MpiImplementation
{
    /// <summary>Open MPI: handles are addresses of objects that the library exports.</summary>
    OpenMpi,

    /// <summary>MPICH and those with its binary interface (Intel MPI, MVAPICH, MS-MPI): handles are numbers.</summary>
    Mpich,
}

/// <summary>There is no MPI library that this process can use; the message says what was looked for, and what to install.</summary>
/// <param name="message">The message.</param>
/// <param name="inner">What was behind it.</param>
public sealed class MpiException(string message, Exception? inner = null) : Exception(message, inner);

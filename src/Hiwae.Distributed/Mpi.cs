using System.Numerics;

namespace Hiwae.Distributed;

/// <summary>
/// The processes that an MPI launcher started, as one communicator. An error of MPI, or the death of a rank, ends all of them: there is no going on without one. Sums are made by the library, or in memory that all ranks share where
/// they are on one machine: on the same machines with as many ranks they are the same in every run.
/// </summary>
public sealed unsafe class Mpi : ICommunicator, IDisposable
{
    // The largest number of elements of a call; counts are 32-bit integers.
    private const int Most = 1 << 28;

    // Where Linux keeps memory that processes share, and what is left there for others.
    private const string SharedFolder = "/dev/shm";
    private const long LeftForOthers = 8 << 20;

    private readonly MpiLibrary library;
    private readonly nint machine;
    private readonly List<(SharedMemory Memory, nint Window)> shared = [];
    private bool isOver;

    private Mpi(MpiLibrary library)
    {
        (this.library, Rank, Size, Library) = (library, library.Rank(), library.Size(library.World), library.Version);
        machine = library.OfThisMachine();
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <summary>What the library says it is, such as <c>Open MPI v4.1.4</c>.</summary>
    public string Library { get; }

    /// <summary>Whether ranks add up any memory in place.</summary>
    internal bool IsShared => shared.Count > 0;

    /// <summary>Joins the other processes that the launcher started. Once in a process.</summary>
    /// <param name="launch">What the launcher says.</param>
    /// <exception cref="MpiException">There is no MPI library, or it is not that of the launcher; the message says what to do.</exception>
    public static Mpi Start(Launch launch)
    {
        var library = MpiLibrary.Load(launch.Implementation);
        library.Init();
        var mpi = new Mpi(library);
        if (mpi.Size == launch.Size)
            return mpi;
        mpi.Dispose();
        throw new MpiException(
            $"The launcher started {launch.Size} processes, and {mpi.Library} knows of {mpi.Size}: the launcher is another implementation's. Start with the launcher that came with the library, or set {MpiLibrary.Variable} to the library that came with the launcher.");
    }

    /// <inheritdoc/>
    public void AllReduceSum(Span<float> values) => Sum(values, library.Float);

    /// <inheritdoc/>
    public void AllReduceSum(Span<double> values) => Sum(values, library.Double);

    /// <inheritdoc/>
    public void AllReduceMax(Span<double> values) => Reduce(values, library.Double, library.Max);

    /// <inheritdoc/>
    public void Broadcast(Span<byte> values, int root = 0)
    {
        for (var done = 0; done < values.Length; done += Most)
        {
            var some = values[done..Math.Min(values.Length, done + Most)];
            fixed (byte* start = some)
                library.Broadcast(start, some.Length, root);
        }
    }

    /// <inheritdoc/>
    public Memory<T> Allocate<T>(int count) where T : unmanaged
    {
        if (count == 0 || Share((long)count * sizeof(T)) is not { } memory)
            return GC.AllocateArray<T>(count, pinned: true);
        var numbers = memory.Own<T>(count);
        numbers.Span.Clear();
        return numbers;
    }

    /// <inheritdoc/>
    public void Barrier() => library.Barrier();

    /// <summary>Ends all processes at once, this one too.</summary>
    /// <param name="status">The exit status.</param>
    public void Abort(int status) => library.Abort(status);

    /// <summary>Leaves the other processes, when all of them are ready to.</summary>
    public void Dispose()
    {
        if (isOver)
            return;
        isOver = true;
        foreach (var (_, window) in shared)
            library.Free(window);
        library.End();
    }

    private static bool HasRoom(long bytes) => !Directory.Exists(SharedFolder) || new DriveInfo(SharedFolder).AvailableFreeSpace >= bytes + LeftForOthers;

    /// <summary>Memory of all ranks; null where they are not all on this machine, or it has too little.</summary>
    private SharedMemory? Share(long bytes)
    {
        if (!IsEverywhere(machine != 0 && library.Size(machine) == Size && HasRoom(bytes * Size)))
            return null;
        var isGiven = library.TryAllocateShared(machine, bytes, out var window);
        if (!IsEverywhere(isGiven))
            return null;
        var memory = new SharedMemory([.. Enumerable.Range(0, Size).Select(rank => library.PartOf(window, rank))], Rank, bytes, Barrier);
        shared.Add((memory, window));
        return memory;
    }

    private bool IsEverywhere(bool value)
    {
        Span<double> lacks = [value ? 0 : 1];
        AllReduceMax(lacks);
        return lacks[0] == 0;
    }

    private void Sum<T>(Span<T> values, nint type) where T : unmanaged, INumber<T>
    {
        foreach (var (memory, _) in shared)
        {
            if (memory.Has(values))
            {
                memory.Sum(values);
                return;
            }
        }

        Reduce(values, type, library.Sum);
    }

    private void Reduce<T>(Span<T> values, nint type, nint operation) where T : unmanaged
    {
        for (var done = 0; done < values.Length; done += Most)
        {
            var some = values[done..Math.Min(values.Length, done + Most)];
            fixed (T* start = some)
                library.AllReduce(start, some.Length, type, operation);
        }
    }
}

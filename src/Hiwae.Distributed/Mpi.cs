namespace Hiwae.Distributed;

/// <summary>
/// The processes that an MPI launcher started, as one communicator. An error of MPI, or the death of a rank, ends all of them: there is no going on without one. Sums are made by the library: on the same machines with as many
/// ranks they are the same in every run.
/// </summary>
public sealed unsafe class Mpi : ICommunicator, IDisposable
{
    // The largest number of elements of a call; counts are 32-bit integers.
    private const int Most = 1 << 28;

    private readonly MpiLibrary library;
    private bool isOver;

    private Mpi(MpiLibrary library) => (this.library, Rank, Size, Library) = (library, library.Rank(), library.Size(), library.Version);

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <summary>What the library says it is, such as <c>Open MPI v4.1.4</c>.</summary>
    public string Library { get; }

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
    public void AllReduceSum(Span<float> values) => Reduce(values, library.Float, library.Sum);

    /// <inheritdoc/>
    public void AllReduceSum(Span<double> values) => Reduce(values, library.Double, library.Sum);

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
        library.End();
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

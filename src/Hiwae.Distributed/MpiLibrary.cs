using System.Runtime.InteropServices;
using System.Text;

namespace Hiwae.Distributed;

/// <summary>The functions of an MPI library that are used, whichever it is.</summary>
internal sealed unsafe class MpiLibrary
{
    /// <summary>The variable with the file of a library to be used instead of those that are looked for.</summary>
    public const string Variable = "HIWAE_MPI";

    // The longest version text of the libraries that are known; a standard-conforming one is not longer than its own limit.
    private const int VersionRoom = 1 << 14;

    private readonly nint library;
    private readonly delegate* unmanaged<void*, void*, int, int*, int> init;
    private readonly delegate* unmanaged<nint, int*, int> rank;
    private readonly delegate* unmanaged<nint, int*, int> size;
    private readonly delegate* unmanaged<void*, void*, int, nint, nint, nint, int> allReduce;
    private readonly delegate* unmanaged<void*, int, nint, int, nint, int> broadcast;
    private readonly delegate* unmanaged<nint, int> barrier;
    private readonly delegate* unmanaged<int> finalize;
    private readonly delegate* unmanaged<nint, int, int> abort;
    private readonly delegate* unmanaged<byte*, int*, int> version;
    private readonly void* inPlace;

    // Of memory that processes share; null in libraries of before MPI 3.
    private readonly delegate* unmanaged<nint, int, int, nint, nint*, int> splitByMachine;
    private readonly delegate* unmanaged<nint, nint, int> onError;
    private readonly delegate* unmanaged<nint, int, nint, nint, void*, nint*, int> allocate;
    private readonly delegate* unmanaged<nint, int, nint*, int*, void*, int> query;
    private readonly delegate* unmanaged<nint*, int> free;
    private readonly int ofOneMachine;
    private readonly nint noHints;
    private readonly nint returned;

    private MpiLibrary(nint library)
    {
        this.library = library;
        init = (delegate* unmanaged<void*, void*, int, int*, int>)Export("MPI_Init_thread");
        rank = (delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_rank");
        size = (delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_size");
        allReduce = (delegate* unmanaged<void*, void*, int, nint, nint, nint, int>)Export("MPI_Allreduce");
        broadcast = (delegate* unmanaged<void*, int, nint, int, nint, int>)Export("MPI_Bcast");
        barrier = (delegate* unmanaged<nint, int>)Export("MPI_Barrier");
        finalize = (delegate* unmanaged<int>)Export("MPI_Finalize");
        abort = (delegate* unmanaged<nint, int, int>)Export("MPI_Abort");
        version = (delegate* unmanaged<byte*, int*, int>)Export("MPI_Get_library_version");

        // Open MPI's handles are addresses of what it exports; those of MPICH and its kin are numbers of their common binary interface.
        var isOpen = NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out var world);
        nint Handle(string exported, int number) => isOpen ? Export(exported) : number;
        World = isOpen ? world : 0x44000000;
        inPlace = (void*)(isOpen ? 1 : -1);
        Float = Handle("ompi_mpi_float", 0x4c00040a);
        Double = Handle("ompi_mpi_double", 0x4c00080b);
        Byte = Handle("ompi_mpi_byte", 0x4c00010d);
        Sum = Handle("ompi_mpi_op_sum", 0x58000003);
        Max = Handle("ompi_mpi_op_max", 0x58000001);

        splitByMachine = (delegate* unmanaged<nint, int, int, nint, nint*, int>)Optional("MPI_Comm_split_type");
        onError = (delegate* unmanaged<nint, nint, int>)Optional("MPI_Comm_set_errhandler");
        allocate = (delegate* unmanaged<nint, int, nint, nint, void*, nint*, int>)Optional("MPI_Win_allocate_shared");
        query = (delegate* unmanaged<nint, int, nint*, int*, void*, int>)Optional("MPI_Win_shared_query");
        free = (delegate* unmanaged<nint*, int>)Optional("MPI_Win_free");
        ofOneMachine = isOpen ? 0 : 1;
        noHints = Handle("ompi_mpi_info_null", 0x1c000000);
        returned = Handle("ompi_mpi_errors_return", 0x54000001);
    }

    /// <summary>All processes.</summary>
    public nint World { get; }

    /// <summary>32-bit floats.</summary>
    public nint Float { get; }

    /// <summary>64-bit floats.</summary>
    public nint Double { get; }

    /// <summary>Bytes.</summary>
    public nint Byte { get; }

    /// <summary>The sum.</summary>
    public nint Sum { get; }

    /// <summary>The greatest.</summary>
    public nint Max { get; }

    /// <summary>The first line of what the library says it is, such as <c>Open MPI v4.1.4</c>.</summary>
    public string Version
    {
        get
        {
            var text = stackalloc byte[VersionRoom];
            var length = 0;
            return version(text, &length) == 0 ? Encoding.UTF8.GetString(text, Math.Min(length, VersionRoom)).Split('\n', ',')[0].Trim('\0', ' ').Replace(" Version:", "", StringComparison.Ordinal).Replace("\t", " ", StringComparison.Ordinal) : "MPI";
        }
    }

    /// <summary>The library of an implementation, or else of the other.</summary>
    /// <param name="wanted">The implementation whose launcher started the process.</param>
    /// <exception cref="MpiException">There is none.</exception>
    public static MpiLibrary Load(MpiImplementation wanted)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return NativeLibrary.TryLoad(named, out var own)
                ? new(own)
                : throw new MpiException($"{Variable} names {named}, which is no library that can be loaded; name the file of an MPI library, such as libmpi.so.40, or leave the variable away.");
        }

        string[] names = [.. Names(wanted), .. Names(wanted == MpiImplementation.OpenMpi ? MpiImplementation.Mpich : MpiImplementation.OpenMpi)];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var found))
                return new(found);
        }

        throw new MpiException(
            $"A launcher started this process as one of several, but there is no MPI library: looked for {string.Join(", ", names)} where the system looks for libraries. "
            + $"{Install(wanted)} Or set {Variable} to the library's file.");
    }

    /// <summary>Begins; calls may then come from any thread, one at a time.</summary>
    /// <exception cref="MpiException">It cannot.</exception>
    public void Init()
    {
        const int Serialized = 2; // The same number in both families.
        int provided;
        Check(init(null, null, Serialized, &provided), "MPI_Init_thread");
        if (provided < Serialized)
            throw new MpiException($"{Version} takes calls from its first thread alone (level {provided} of MPI_Init_thread); use one that is built with support of threads.");
    }

    /// <summary>This process's number.</summary>
    public int Rank()
    {
        int value;
        Check(rank(World, &value), "MPI_Comm_rank");
        return value;
    }

    /// <summary>The number of processes of a group.</summary>
    public int Size(nint group)
    {
        int value;
        Check(size(group, &value), "MPI_Comm_size");
        return value;
    }

    /// <summary>Reduces in place.</summary>
    public void AllReduce(void* values, int count, nint type, nint operation) => Check(allReduce(inPlace, values, count, type, operation, World), "MPI_Allreduce");

    /// <summary>Sends one rank's bytes to all.</summary>
    public void Broadcast(void* values, int count, int root) => Check(broadcast(values, count, Byte, root, World), "MPI_Bcast");

    /// <summary>Waits for all.</summary>
    public void Barrier() => Check(barrier(World), "MPI_Barrier");

    /// <summary>The processes of this machine, whose errors are returned; 0 where the library cannot tell them.</summary>
    public nint OfThisMachine()
    {
        nint group = 0;
        if (splitByMachine == null || onError == null || allocate == null || query == null || free == null || splitByMachine(World, ofOneMachine, 0, noHints, &group) != 0)
            return 0;
        Check(onError(group, returned), "MPI_Comm_set_errhandler");
        return group;
    }

    /// <summary>Memory of all processes of a machine, of which each has a part; whether there is any to be had.</summary>
    /// <param name="group">The processes.</param>
    /// <param name="bytes">The size of each one's part.</param>
    /// <param name="window">What is to be released.</param>
    public bool TryAllocateShared(nint group, long bytes, out nint window)
    {
        nint own, made = 0;
        var status = allocate((nint)bytes, 1, noHints, group, &own, &made);
        window = made;
        return status == 0;
    }

    /// <summary>Where this process sees a process's part.</summary>
    public nint PartOf(nint window, int process)
    {
        nint size, start = 0;
        int unit;
        Check(query(window, process, &size, &unit, &start), "MPI_Win_shared_query");
        return start;
    }

    /// <summary>Releases memory of all processes; all of them do.</summary>
    public void Free(nint window) => Check(free(&window), "MPI_Win_free");

    /// <summary>Ends; nothing may be called afterwards.</summary>
    public void End() => Check(finalize(), "MPI_Finalize");

    /// <summary>Ends all processes.</summary>
    public void Abort(int status) => abort(World, status);

    private static string[] Names(MpiImplementation implementation) => (implementation, OperatingSystem.IsWindows(), OperatingSystem.IsMacOS()) switch
    {
        (MpiImplementation.Mpich, true, _) => ["msmpi.dll", "impi.dll"],
        (MpiImplementation.OpenMpi, true, _) => [],
        (MpiImplementation.OpenMpi, _, true) => ["libmpi.40.dylib", "/opt/homebrew/lib/libmpi.dylib", "/usr/local/lib/libmpi.dylib"],
        (MpiImplementation.Mpich, _, true) => ["libmpi.12.dylib", "libpmpi.12.dylib"],
        (MpiImplementation.OpenMpi, _, _) => ["libmpi.so.40"],
        _ => ["libmpi.so.12", "libmpich.so.12"],
    };

    private static string Install(MpiImplementation implementation) => (OperatingSystem.IsWindows(), OperatingSystem.IsMacOS(), implementation) switch
    {
        (true, _, _) => "Install Microsoft MPI (msmpisetup.exe).",
        (_, true, _) => "Install Open MPI (brew install open-mpi).",
        (_, _, MpiImplementation.Mpich) => "Install MPICH (apt install mpich, dnf install mpich), or load your cluster's module of MPICH or Intel MPI.",
        _ => "Install Open MPI (apt install openmpi-bin, dnf install openmpi), or load your cluster's module of it.",
    };

    private static void Check(int status, string function)
    {
        // By default an error ends all processes before it is returned.
        if (status != 0)
            throw new MpiException($"{function} failed with status {status}.");
    }

    private nint Optional(string name) => NativeLibrary.TryGetExport(library, name, out var address) ? address : 0;

    private nint Export(string name) => NativeLibrary.TryGetExport(library, name, out var address)
        ? address
        : throw new MpiException($"The MPI library has no {name}; it is neither Open MPI nor one with MPICH's binary interface. Set {Variable} to the file of one that is.");
}

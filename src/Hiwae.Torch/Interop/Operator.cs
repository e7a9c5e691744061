using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;

namespace Hiwae.Torch;

/// <summary>An operator of libtorch, found once by the name and the overload of its schema.</summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private nint _handle;

    public string Name => overload.Length == 0 ? $"aten::{name}" : $"aten::{name}.{overload}";

    /// <summary>The handle in libtorch's table; throws where this libtorch has no such operator.</summary>
    public nint Handle => _handle != 0 ? _handle : Find();

    /// <summary>Calls it for its one tensor.</summary>
    public torch.Tensor One(params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(args, &result, 1);
        return new torch.Tensor(result.Pointer);
    }

    /// <summary>Calls it for its effect on an argument.</summary>
    public void Run(params ReadOnlySpan<Arg> args) => Invoke(args, null, 0);

    public (torch.Tensor, torch.Tensor) Two(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc Value[2];
        Invoke(args, results, 2);
        return (new torch.Tensor(results[0].Pointer), new torch.Tensor(results[1].Pointer));
    }

    public (torch.Tensor, torch.Tensor, torch.Tensor) Three(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc Value[3];
        Invoke(args, results, 3);
        return (new torch.Tensor(results[0].Pointer), new torch.Tensor(results[1].Pointer), new torch.Tensor(results[2].Pointer));
    }

    public torch.Tensor[] Many(params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(args, &result, 1);
        var handles = new ReadOnlySpan<nint>((void*)result.Pointer, result.Count);
        var tensors = new torch.Tensor[handles.Length];
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = new torch.Tensor(handles[i]);
        Native.hiwae_free((void*)result.Pointer);
        return tensors;
    }

    public Value Number(params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(args, &result, 1);
        return result;
    }

    [SkipLocalsInit]
    private void Invoke(ReadOnlySpan<Arg> args, Value* results, int capacity)
    {
        var words = 0;
        foreach (ref readonly var arg in args)
            words += Words(arg);
        var scratch = stackalloc long[words <= 256 ? words : 0];
        long[]? rented = words <= 256 ? null : new long[words];
        fixed (long* heap = rented)
        {
            var next = rented is null ? scratch : heap;
            var values = stackalloc Value[args.Length];
            for (var i = 0; i < args.Length; i++)
                Lay(in args[i], ref values[i], ref next);
            var error = Native.hiwae_call(Handle, values, args.Length, results, capacity);
            foreach (ref readonly var arg in args)
                GC.KeepAlive(arg.Reference);
            Native.Check(error);
        }
    }

    private static int Words(in Arg arg) => arg.Kind switch
    {
        Kind.IntList => ((long[])arg.Reference!).Length,
        Kind.DoubleList => ((double[])arg.Reference!).Length,
        Kind.TensorList => ((torch.Tensor?[])arg.Reference!).Length,
        Kind.String => (((byte[])arg.Reference!).Length + 7) / 8,
        _ => 0,
    };

    // Lists are copied next to one another into memory that does not move.
    private static void Lay(in Arg arg, ref Value value, ref long* next)
    {
        value.Kind = arg.Kind;
        value.Count = 0;
        value.Bits = arg.Bits;
        if (arg.Kind == Kind.Device)
            value.Count = ((torch.Device)arg.Reference!).index;
        var words = Words(arg);
        if (arg.Kind is not (Kind.IntList or Kind.DoubleList or Kind.TensorList or Kind.String))
            return;
        value.Bits = (long)next;
        value.Count = words;
        switch (arg.Reference)
        {
            case long[] integers:
                integers.CopyTo(new Span<long>(next, words));
                break;
            case double[] numbers:
                numbers.CopyTo(new Span<double>(next, words));
                break;
            case torch.Tensor?[] tensors:
                for (var i = 0; i < words; i++)
                    next[i] = tensors[i]?.Handle ?? 0;
                break;
            case byte[] text:
                text.CopyTo(new Span<byte>(next, text.Length));
                value.Count = text.Length;
                break;
        }
        next += words;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint Find()
    {
        nint handle;
        fixed (byte* schema = Encoding.UTF8.GetBytes("aten::" + name + '\0'), variant = Encoding.UTF8.GetBytes(overload + '\0'))
            Native.Check(Native.hiwae_operator(schema, variant, &handle));
        return _handle = handle;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hiwae.Torch;

/// <summary>The entries of libHiwaeTorch.so. Those that can fail return a message, which <see cref="Check"/> throws.</summary>
internal static unsafe partial class Native
{
    private const string Library = "HiwaeTorch";

    // A static constructor, rather than initialised fields, so that nothing native runs before the library is bound.
    static Native() => Loader.Bind();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(byte* error)
    {
        if (error != null)
            Throw(error);
    }

    private static void Throw(byte* error)
    {
        var message = Marshal.PtrToStringUTF8((nint)error) ?? "";
        hiwae_free(error);
        throw new ExternalException(message);
    }

    [LibraryImport(Library)] public static partial byte* hiwae_operator(byte* name, byte* overload, nint* result);
    [LibraryImport(Library)] public static partial byte* hiwae_call(nint target, Value* arguments, int count, Value* results, int capacity);
    [LibraryImport(Library)] public static partial void hiwae_free(void* memory);

    [LibraryImport(Library)] public static partial void hiwae_tensor_delete(nint handle);
    [LibraryImport(Library)] public static partial byte* hiwae_tensor_empty(long* sizes, int rank, int dtype, int requiresGrad, nint* result);
    [LibraryImport(Library)] public static partial byte* hiwae_tensor_data(nint handle, void** data);
    [LibraryImport(Library)] public static partial int hiwae_tensor_rank(nint handle);
    [LibraryImport(Library)] public static partial long hiwae_tensor_count(nint handle);
    [LibraryImport(Library)] public static partial byte* hiwae_tensor_sizes(nint handle, long* sizes);
    [LibraryImport(Library)] public static partial byte* hiwae_tensor_strides(nint handle, long* strides);
    [LibraryImport(Library)] public static partial long hiwae_tensor_offset(nint handle);
    [LibraryImport(Library)] public static partial int hiwae_tensor_dtype(nint handle);
    [LibraryImport(Library)] public static partial int hiwae_tensor_device(nint handle, int* index);
    [LibraryImport(Library)] public static partial int hiwae_tensor_contiguous(nint handle);
    [LibraryImport(Library)] public static partial int hiwae_tensor_is_leaf(nint handle);
    [LibraryImport(Library)] public static partial int hiwae_tensor_requires_grad(nint handle);
    [LibraryImport(Library)] public static partial byte* hiwae_tensor_set_requires_grad(nint handle, int value);
    [LibraryImport(Library)] public static partial byte* hiwae_tensor_retain_grad(nint handle);
    [LibraryImport(Library)] public static partial byte* hiwae_tensor_grad(nint handle, nint* result);
    [LibraryImport(Library)] public static partial byte* hiwae_tensor_set_grad(nint handle, nint grad);
    [LibraryImport(Library)] public static partial byte* hiwae_tensor_set_data(nint handle, nint source);
    [LibraryImport(Library)] public static partial byte* hiwae_tensor_item(nint handle, Value* result);

    [LibraryImport(Library)]
    public static partial byte* hiwae_backward(nint* tensors, int tensorCount, nint* grads, int gradCount, int retainGraph, int createGraph,
        nint* inputs, int inputCount);

    [LibraryImport(Library)]
    public static partial byte* hiwae_grad(nint* outputs, int outputCount, nint* inputs, int inputCount, nint* grads, int gradCount,
        int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)] public static partial int hiwae_grad_mode();
    [LibraryImport(Library)] public static partial void hiwae_set_grad_mode(int enabled);
    [LibraryImport(Library)] public static partial int hiwae_inference_mode();
    [LibraryImport(Library)] public static partial nint hiwae_inference_enter(int enabled);
    [LibraryImport(Library)] public static partial void hiwae_inference_leave(nint guard);

    [LibraryImport(Library)] public static partial byte* hiwae_generator_new(ulong seed, nint* result);
    [LibraryImport(Library)] public static partial byte* hiwae_generator_default(nint* result);
    [LibraryImport(Library)] public static partial void hiwae_generator_delete(nint handle);
    [LibraryImport(Library)] public static partial byte* hiwae_generator_manual_seed(nint handle, ulong seed);
    [LibraryImport(Library)] public static partial byte* hiwae_generator_seed(nint handle, ulong* seed);
    [LibraryImport(Library)] public static partial byte* hiwae_generator_initial_seed(nint handle, ulong* seed);
    [LibraryImport(Library)] public static partial byte* hiwae_generator_get_state(nint handle, nint* result);
    [LibraryImport(Library)] public static partial byte* hiwae_generator_set_state(nint handle, nint state);

    [LibraryImport(Library)]
    public static partial byte* hiwae_adam(nint* parameters, nint* means, nint* squares, nint* largest, long* steps, int count,
        double rate, double beta1, double beta2, double eps, double decay, int maximize, int* done);

    [LibraryImport(Library)]
    public static partial byte* hiwae_clip_norm(nint* parameters, int count, double limit, double* norm, int* done);

    [LibraryImport(Library)] public static partial byte* hiwae_draw(long* sizes, int rank, int normals, nint generator, nint* result);
    [LibraryImport(Library)] public static partial int hiwae_has_onednn();
    [LibraryImport(Library)] public static partial byte* hiwae_measure(long size, double* seconds);

    [LibraryImport(Library)] public static partial byte* hiwae_version();
    [LibraryImport(Library)] public static partial byte* hiwae_library_path();
    [LibraryImport(Library)] public static partial byte* hiwae_blas_path();
    [LibraryImport(Library)] public static partial byte* hiwae_configuration();
    [LibraryImport(Library)] public static partial int hiwae_get_threads();
    [LibraryImport(Library)] public static partial byte* hiwae_set_threads(int count);
    [LibraryImport(Library)] public static partial int hiwae_get_interop_threads();
    [LibraryImport(Library)] public static partial byte* hiwae_set_interop_threads(int count);
    [LibraryImport(Library)] public static partial int hiwae_flushes_denormals();

    [LibraryImport(Library)]
    public static partial byte* hiwae_step_new(int* values, int valueCount, long* code, long length, int operations, nint* result);

    [LibraryImport(Library)] public static partial void hiwae_step_delete(nint program);

    [LibraryImport(Library)]
    public static partial byte* hiwae_step_run(nint program, nint* parameters, int parameterCount, nint* data, int dataCount, nint* noises, int noiseCount,
        long batch, long groups, long samples, int gradients, float scale, float temperature, float* estimates);

    [LibraryImport(Library)] public static partial byte* hiwae_step_profile(nint program, int reset, double* nanoseconds);
    [LibraryImport(Library)] public static partial byte* hiwae_step_instructions();
}

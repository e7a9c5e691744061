using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>The gradients of a weighted sum of outputs by inputs, returned rather than stored.</summary>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var results = new nint[inputs.Count];
            fixed (nint* of = Handles(outputs), by = Handles(inputs), weights = Handles(grad_outputs), found = results)
            {
                Checked(Native.hiwae_grad(of, outputs.Count, by, inputs.Count, weights, grad_outputs?.Count ?? 0,
                    retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, found), outputs, inputs, grad_outputs);
            }
            return Array.ConvertAll(results, handle => handle == 0 ? null! : new Tensor(handle));
        }

        /// <summary>Adds the gradients of a weighted sum of tensors to the leaves that they were computed from.</summary>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            fixed (nint* of = Handles(tensors), weights = Handles(grad_tensors), by = Handles(inputs))
            {
                Checked(Native.hiwae_backward(of, tensors.Count, weights, grad_tensors?.Count ?? 0, retain_graph ?? create_graph ? 1 : 0,
                    create_graph ? 1 : 0, by, inputs?.Count ?? 0), tensors, grad_tensors, inputs);
            }
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        private static nint[] Handles(IList<Tensor>? tensors) =>
            tensors is null ? [] : [.. tensors.Select(tensor => tensor is null ? 0 : tensor.Handle)];

        private static void Checked(byte* error, object? first, object? second, object? third)
        {
            GC.KeepAlive(first);
            GC.KeepAlive(second);
            GC.KeepAlive(third);
            Native.Check(error);
        }
    }

    public static void set_num_threads(int num) => CheckNative(num, interop: false);

    public static int get_num_threads() => Native.hiwae_get_threads();

    public static void set_num_interop_threads(int num) => CheckNative(num, interop: true);

    public static int get_num_interop_threads() => Native.hiwae_get_interop_threads();

    private static unsafe void CheckNative(int threads, bool interop) =>
        Native.Check(interop ? Native.hiwae_set_interop_threads(threads) : Native.hiwae_set_threads(threads));
}

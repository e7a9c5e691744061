using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The innermost dispose scope of the calling thread.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ThreadSingleton.CurrentDisposeScope;

    /// <summary>Opens a scope that releases every tensor made until it is disposed, except those moved out.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    /// <summary>Evaluates an expression in a scope of its own and keeps its value.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>Records no operation for gradients until the result is disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => Native.hiwae_grad_mode() != 0;

    /// <summary>As <see cref="no_grad"/>, and tensors made meanwhile can never take part in a graph.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => Native.hiwae_inference_mode() != 0;

    private sealed class GradMode : IDisposable
    {
        private readonly int _previous = Native.hiwae_grad_mode();

        public GradMode(bool enabled) => Native.hiwae_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => Native.hiwae_set_grad_mode(_previous);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private nint _guard = Native.hiwae_inference_enter(enabled ? 1 : 0);

        public void Dispose()
        {
            if (_guard != 0)
                Native.hiwae_inference_leave(_guard);
            _guard = 0;
        }
    }
}

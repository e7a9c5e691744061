namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module trains. It takes over the tensor that it is made of.</summary>
    public class Parameter : torch.Tensor
    {
        public Parameter(torch.Tensor data, bool requires_grad = true) : base(data, requires_grad)
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public partial class Tensor
        {
            private protected Tensor(Tensor data, bool requires_grad)
            {
                data.requires_grad = requires_grad;
                _handle = Interlocked.Exchange(ref data._handle, 0);
                GC.SuppressFinalize(data);
                OwningDisposeScope = data.OwningDisposeScope;
                if (OwningDisposeScope is { } scope)
                {
                    scope.Disposables.Remove(data);
                    scope.Disposables.Add(this);
                    data.OwningDisposeScope = null;
                }
            }
        }

        public static partial class nn
        {
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}

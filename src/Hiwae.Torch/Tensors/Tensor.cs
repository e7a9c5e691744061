using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An array of numbers in libtorch's memory.</summary>
    public unsafe partial class Tensor : IDisposable
    {
        private static long s_total;
        private static long s_peak;
        private nint _handle;

        internal Tensor(nint handle)
        {
            _handle = handle;
            var total = Interlocked.Increment(ref s_total);
            if (total > Volatile.Read(ref s_peak))
                Volatile.Write(ref s_peak, total);
            OwningDisposeScope = DisposeScopeManager.ThreadSingleton.Register(this);
        }

        ~Tensor() => Dispose(false);

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>The native tensor; throws when it was disposed.</summary>
        public nint Handle => _handle != 0 ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public bool IsInvalid => _handle == 0;

        /// <summary>Tensors alive in the process.</summary>
        public static long TotalCount => Interlocked.Read(ref s_total);

        /// <summary>The most tensors that were ever alive at once.</summary>
        public static long PeakCount => Interlocked.Read(ref s_peak);

        /// <summary>Takes over a native tensor.</summary>
        public static Tensor UnsafeCreateTensor(nint handle) => new(handle);

        public string? name { get; set; }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>Whether both have the same shape and the same elements.</summary>
        public bool Equals(Tensor target) => ReferenceEquals(this, target) || (target is not null && Ops.equal.Number(this, target).Bits != 0);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        public void Dispose()
        {
            if (_handle != 0)
            {
                DisposeScopeManager.ThreadSingleton.Disposing(this);
                OwningDisposeScope?.MarkAsDisposed(this);
            }
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0)
                return;
            Interlocked.Decrement(ref s_total);
            Native.hiwae_tensor_delete(handle);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } scope)
                scope.MoveToOther(other, this);
            else
                other?.Attach(this);
            return this;
        }

        /// <summary>Gives the native tensor away: this object no longer owns it.</summary>
        public nint DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            OwningDisposeScope?.Detach(this);
            Interlocked.Decrement(ref s_total);
            return Interlocked.Exchange(ref _handle, 0);
        }

        public long Dimensions => dim();

        public long ndim => dim();

        public long dim() => Kept(Native.hiwae_tensor_rank(Handle));

        public long NumberOfElements => numel();

        public long numel() => Kept(Native.hiwae_tensor_count(Handle));

        public long ElementSize => dtype.ElementSize();

        public long element_size() => ElementSize;

        public ScalarType dtype => (ScalarType)Kept(Native.hiwae_tensor_dtype(Handle));

        public DeviceType device_type
        {
            get
            {
                int index;
                return (DeviceType)Kept(Native.hiwae_tensor_device(Handle, &index));
            }
        }

        public int device_index
        {
            get
            {
                int index;
                Native.hiwae_tensor_device(Handle, &index);
                return Kept(index);
            }
        }

        public Device device => new(device_type, device_index);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_leaf => Kept(Native.hiwae_tensor_is_leaf(Handle)) != 0;

        public long[] shape
        {
            get
            {
                var sizes = new long[dim()];
                fixed (long* first = sizes)
                    Native.Check(Native.hiwae_tensor_sizes(Handle, first));
                return Kept(sizes);
            }
        }

        public long[] size() => shape;

        public long size(int dim) => shape[Wrapped(dim)];

        public long[] stride()
        {
            var strides = new long[dim()];
            fixed (long* first = strides)
                Native.Check(Native.hiwae_tensor_strides(Handle, first));
            return Kept(strides);
        }

        public long stride(int dim) => stride()[Wrapped(dim)];

        public long storage_offset() => Kept(Native.hiwae_tensor_offset(Handle));

        public bool is_contiguous() => Kept(Native.hiwae_tensor_contiguous(Handle)) != 0;

        public bool is_floating_point() => dtype is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

        public bool is_integral() =>
            dtype is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;

        public bool is_complex() => dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

        public bool requires_grad
        {
            get => Kept(Native.hiwae_tensor_requires_grad(Handle)) != 0;
            set => Checked(Native.hiwae_tensor_set_requires_grad(Handle, value ? 1 : 0));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>The gradient that backpropagation left, a new object at each call; null when there is none.</summary>
        public Tensor? grad
        {
            get
            {
                nint result;
                Checked(Native.hiwae_tensor_grad(Handle, &result));
                return result == 0 ? null : new Tensor(result);
            }

            set
            {
                Checked(Native.hiwae_tensor_set_grad(Handle, value is null ? 0 : value.Handle));
                GC.KeepAlive(value);
            }
        }

        public void retain_grad() => Checked(Native.hiwae_tensor_retain_grad(Handle));

        /// <summary>Makes this tensor refer to another's memory, in place of its own.</summary>
        public Tensor set_(Tensor source)
        {
            Ops.set__source_Tensor.Run(this, source);
            return this;
        }

        internal void SetData(Tensor source)
        {
            Checked(Native.hiwae_tensor_set_data(Handle, source.Handle));
            GC.KeepAlive(source);
        }

        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>The elements' memory; they must be on the CPU and contiguous.</summary>
        public Span<byte> bytes
        {
            get => new(Data, checked((int)(numel() * ElementSize)));

            set
            {
                if (value.Length != numel() * ElementSize)
                    throw new ArgumentException($"The tensor has {numel() * ElementSize} bytes, not {value.Length}; give as many as it has.", nameof(value));
                value.CopyTo(bytes);
            }
        }

        internal void* Data
        {
            get
            {
                if (!is_contiguous())
                    throw new NotSupportedException("The bytes of a tensor that is not contiguous; call contiguous() first.");
                return RawData;
            }
        }

        internal void* RawData
        {
            get
            {
                if (device_type != DeviceType.CPU)
                    throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
                void* data;
                Checked(Native.hiwae_tensor_data(Handle, &data));
                return data;
            }
        }

        internal Value Item()
        {
            Value value;
            Checked(Native.hiwae_tensor_item(Handle, &value));
            return value;
        }

        private int Wrapped(int dim)
        {
            var rank = (int)this.dim();
            return dim >= -rank && dim < rank
                ? (dim + rank) % rank
                : throw new IndexOutOfRangeException($"Dimension {dim} of a tensor with {rank}; it must lie in [{-rank}, {rank - 1}].");
        }

        private void Checked(byte* error)
        {
            GC.KeepAlive(this);
            Native.Check(error);
        }

        // Keeps this object, and so its handle, alive until a native call has returned.
        private T Kept<T>(T result)
        {
            GC.KeepAlive(this);
            return result;
        }
    }
}

using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the default generator and returns it.</summary>
    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    public static long seed() => Generator.Default.seed();

    public static long initial_seed() => Generator.Default.initial_seed();

    public static Tensor get_rng_state() => Generator.Default.get_state();

    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    public static partial class random
    {
        public static long seed() => torch.seed();

        public static long initial_seed() => torch.initial_seed();

        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static Tensor get_rng_state() => torch.get_rng_state();

        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }

    /// <summary>A source of pseudo-random numbers: the same seed gives the same numbers.</summary>
    public unsafe class Generator : IDisposable
    {
        private Generator(nint handle, Device device)
        {
            Handle = handle;
            this.device = device;
        }

        public Generator(ulong seed = 0, Device? device = null) : this(New(seed, device), device ?? CPU)
        {
        }

        ~Generator() => Dispose(false);

        public nint Handle { get; private set; }

        public Device device { get; }

        public static Generator Default
        {
            get
            {
                nint handle;
                Native.Check(Native.hiwae_generator_default(&handle));
                return new Generator(handle, CPU);
            }
        }

        public Tensor get_state()
        {
            nint state;
            Native.Check(Native.hiwae_generator_get_state(Handle, &state));
            GC.KeepAlive(this);
            return new Tensor(state);
        }

        public void set_state(Tensor value)
        {
            Native.Check(Native.hiwae_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            Native.Check(Native.hiwae_generator_manual_seed(Handle, unchecked((ulong)seed)));
            return this;
        }

        /// <summary>Seeds from the system's entropy and returns the seed.</summary>
        public long seed()
        {
            ulong seed;
            Native.Check(Native.hiwae_generator_seed(Handle, &seed));
            GC.KeepAlive(this);
            return unchecked((long)seed);
        }

        public long initial_seed()
        {
            ulong seed;
            Native.Check(Native.hiwae_generator_initial_seed(Handle, &seed));
            GC.KeepAlive(this);
            return unchecked((long)seed);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Handle != 0)
                Native.hiwae_generator_delete(Handle);
            Handle = 0;
        }

        private static nint New(ulong seed, Device? device)
        {
            if (device is { type: not DeviceType.CPU })
                throw new ArgumentException($"A generator on '{device}' needs an accelerator, which this libtorch lacks; use torch.CPU.", nameof(device));
            nint handle;
            Native.Check(Native.hiwae_generator_new(seed, &handle));
            return handle;
        }
    }
}

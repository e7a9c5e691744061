using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Standard gamma variables whose concentrations are the input's elements; differentiable in them.</summary>
    public static Tensor _standard_gamma(Tensor input, Generator? generator = null) => Ops._standard_gamma.One(input, generator);

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) => input.multinomial(num_samples, replacement, generator);

    public static Tensor poisson(Tensor input, Generator? generator = null) => input.poisson(generator);
}

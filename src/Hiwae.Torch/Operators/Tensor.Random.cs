using Hiwae.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bernoulli(Generator? generator = null) => Ops.bernoulli.One(this, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => Ops.multinomial.One(this, num_samples, replacement, generator);

        public Tensor poisson(Generator? generator = null) => Ops.poisson.One(this, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null)
        {
            Ops.bernoulli__float.Run(this, p, generator);
            return this;
        }

        public Tensor bernoulli_(Tensor p, Generator? generator = null)
        {
            Ops.bernoulli__Tensor.Run(this, p, generator);
            return this;
        }

        public Tensor cauchy_(double median = 0, double sigma = 1, Generator? generator = null)
        {
            Ops.cauchy_.Run(this, median, sigma, generator);
            return this;
        }

        public Tensor exponential_(double lambda = 1, Generator? generator = null)
        {
            Ops.exponential_.Run(this, lambda, generator);
            return this;
        }

        public Tensor geometric_(double p, Generator? generator = null)
        {
            Ops.geometric_.Run(this, p, generator);
            return this;
        }

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            Ops.normal_.Run(this, mean, std, generator);
            return this;
        }

        public Tensor log_normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            Ops.log_normal_.Run(this, mean, std, generator);
            return this;
        }

        public Tensor random_(double from, double to, Generator? generator = null)
        {
            Ops.random__from.Run(this, (long)from, (long)to, generator);
            return this;
        }

        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            Ops.uniform_.Run(this, from, to, generator);
            return this;
        }
    }
}

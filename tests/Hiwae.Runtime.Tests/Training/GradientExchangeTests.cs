using Hiwae.Communication;
using Hiwae.Training;
using TorchSharp.Modules;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>The sum of gradients over processes.</summary>
public sealed class GradientExchangeTests
{
    /// <summary>Of 32-bit and of 64-bit floats, beside a parameter without a gradient; twice, the second time where the sum of the first lies, and again after a release.</summary>
    [Fact]
    public void Every_gradient_becomes_the_sum_and_none_is_left_in_the_memory_of_the_communicator()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [new(zeros(2, 3)), new(zeros(4, dtype: ScalarType.Float64)), new(zeros(5))];
        parameters[0].grad = full(2, 3, 1);
        parameters[1].grad = full(4, 1, dtype: ScalarType.Float64);
        using (var exchange = new GradientExchange(new Twin(), [.. parameters]))
        {
            for (var round = 1; round <= 2; round++)
            {
                exchange.Sum(isEmpty: false);
                Assert.Equal(Enumerable.Repeat(MathF.Pow(2, round), 6), parameters[0].grad!.data<float>().ToArray());
                Assert.Equal(Enumerable.Repeat(Math.Pow(2, round), 4), parameters[1].grad!.data<double>().ToArray());
                Assert.Null(parameters[2].grad);
            }

            exchange.Release();
            Assert.All(parameters, parameter => Assert.Null(parameter.grad));
            parameters[0].grad = full(2, 3, 1);
            exchange.Sum(isEmpty: false);
            Assert.Equal(Enumerable.Repeat(2f, 6), parameters[0].grad!.data<float>().ToArray());
            Assert.Null(parameters[1].grad);
        }

        Assert.All(parameters, parameter => Assert.Null(parameter.grad));
    }

    /// <summary>One of two processes that do the same.</summary>
    private sealed class Twin : ICommunicator
    {
        public int Rank => 0;

        public int Size => 2;

        public void AllReduceSum(Span<float> values)
        {
            foreach (ref var value in values)
                value *= 2;
        }

        public void AllReduceSum(Span<double> values)
        {
            foreach (ref var value in values)
                value *= 2;
        }

        public void AllReduceMax(Span<double> values)
        {
        }

        public void Broadcast(Span<byte> values, int root = 0)
        {
        }

        public void Barrier()
        {
        }
    }
}

using System.Runtime.InteropServices;
using Hiwae.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>A small importance-weighted autoencoder, recorded by hand, against the same in operators and autograd.</summary>
public sealed class StepProgramTests
{
    private const int Pixels = 12;
    private const int Latents = 3;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 5)]
    [InlineData(37, 1, 50)]
    [InlineData(300, 1, 3)]
    [InlineData(5, 4, 2)]
    [InlineData(1, 1, 900)]
    [InlineData(1001, 2, 1)]
    public void Value_and_gradients_are_those_of_autograd(long batch, long groups, long samples)
    {
        using var scope = NewDisposeScope();
        using var autoencoder = new Autoencoder(spread: 0.3);
        var (data, noise) = Inputs(batch, groups, samples);

        var expected = autoencoder.LogEstimate(data, noise, groups, samples);
        var gradients = autograd.grad([(expected.sum() * -0.25)], autoencoder.Parameters);
        var found = autoencoder.Run(data, noise, batch, groups, samples, scale: -0.25f);

        Close(expected, tensor(found), 1e-4);
        foreach (var (parameter, gradient) in autoencoder.Parameters.Zip(gradients))
            Close(gradient, parameter.grad!, 1e-3 * (1 + gradient.abs().max().ToDouble()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    [InlineData(0)]
    public void Proposals_of_no_weight_may_be_left_out(float temperature)
    {
        using var scope = NewDisposeScope();
        using var autoencoder = new Autoencoder(spread: 4);
        var (data, noise) = Inputs(20, 1, 50);

        var expected = autoencoder.LogEstimate(data, noise, 1, 50, temperature);
        var gradients = autograd.grad([expected.sum()], autoencoder.Parameters);
        var found = autoencoder.Run(data, noise, 20, 1, 50, scale: 1, temperature);

        Close(expected, tensor(found), 1e-3);
        foreach (var (parameter, gradient) in autoencoder.Parameters.Zip(gradients))
            Close(gradient, parameter.grad!, 1e-3 * (1 + gradient.abs().max().ToDouble()));
    }

    [Fact]
    public void Gradients_are_overwritten_and_the_same_in_every_run()
    {
        using var scope = NewDisposeScope();
        using var autoencoder = new Autoencoder(spread: 0.5);
        var (data, noise) = Inputs(64, 1, 7);

        autoencoder.Run(data, noise, 64, 1, 7, scale: 1);
        var first = autoencoder.Parameters.Select(parameter => parameter.grad!.clone()).ToList();
        autoencoder.Run(data, noise, 64, 1, 7, scale: 1);

        foreach (var (parameter, gradient) in autoencoder.Parameters.Zip(first))
            Assert.Equal(gradient.data<float>().ToArray(), parameter.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Data_need_not_be_contiguous()
    {
        using var scope = NewDisposeScope();
        using var autoencoder = new Autoencoder(spread: 0.5);
        var (data, noise) = Inputs(30, 1, 4);
        var turned = data.transpose(0, 1).contiguous().transpose(0, 1);

        Assert.Equal(autoencoder.Run(data, noise, 30, 1, 4, scale: 1), autoencoder.Run(turned, noise, 30, 1, 4, scale: 1));
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        using var scope = NewDisposeScope();
        using var autoencoder = new Autoencoder(spread: 0.5);
        var (data, noise) = Inputs(30, 1, 4);

        Assert.Contains("Datum 0", Fails(() => autoencoder.Run(data.narrow(1, 0, 5), noise, 30, 1, 4, scale: 1)));
        Assert.Contains("Noise 0", Fails(() => autoencoder.Run(data, noise, 30, 1, 5, scale: 1)));
        Assert.Contains("Datum 0", Fails(() => autoencoder.Run(data.to_type(ScalarType.Float64), noise, 30, 1, 4, scale: 1)));
    }

    [Theory]
    [InlineData(new long[] { 99, 1, 0, 0, 0, 0 }, "kind 99")]
    [InlineData(new long[] { 2, 0, 0, 0, 0, 0 }, "computes the value 0")]
    [InlineData(new long[] { 2, 1, 1, 1, 0, 0, 0 }, "before it is computed")]
    [InlineData(new long[] { 2, 1, 1, 0, 0, 0, 0 }, "too few")]
    [InlineData(new long[] { 3, 1, 1, 0, 1, 1, 0, 0 }, "ends with its estimate")]
    [InlineData(new long[] { 21, 1, 1, 0, 3, 1, 0, 0, 0, 0 }, "how each term enters")]
    [InlineData(new long[] { 3, 1, 50, 0 }, "ends within")]
    public void Code_that_is_no_step_is_refused(long[] code, string message)
    {
        int[] values = [2, 1, 0, 0, 4, 0, 0, 1, 0, 0, 4, 0];
        Assert.Contains(message, Fails(() => new StepProgram(values, code, 1).Dispose()));
    }

    [Theory]
    [InlineData(9, 0)] // Of nothing.
    [InlineData(0, 1)] // Differentiable.
    [InlineData(2, 0)] // Of a constant.
    public void Constants_are_of_other_values(int origin, int differentiable)
    {
        int[] values = [2, 1, 0, 0, 4, 0, 0, 1, 0, 0, 4, 0, 5, 1, origin, 0, 4, differentiable];
        Assert.Contains("Value 2 of the step is the constant of none", Fails(() => new StepProgram(values, [3, 1, 1, 2, 1, 1, 0, 0], 1).Dispose()));
    }

    [Fact]
    public void A_profile_tells_every_operation_apart()
    {
        using var scope = NewDisposeScope();
        using var autoencoder = new Autoencoder(spread: 0.5);
        var (data, noise) = Inputs(64, 1, 20);

        autoencoder.Program.Profile(reset: true);
        autoencoder.Run(data, noise, 64, 1, 20, scale: 1);
        var times = autoencoder.Program.Profile(reset: true);

        Assert.Equal(7, times.Forward.Length);
        Assert.All(times.Forward, time => Assert.True(time > 0));
        Assert.All(times.Backward, time => Assert.True(time > 0));
        Assert.True(times.Whole > times.Forward.Max());
        Assert.Equal(0, autoencoder.Program.Profile(reset: false).Whole);
    }

    private static (Tensor Data, Tensor Noise) Inputs(long batch, long groups, long samples)
    {
        using var generator = new Generator(7);
        return (rand([batch, Pixels], generator: generator).round(), randn([batch * groups, samples, Latents], generator: generator));
    }

    private static void Close(Tensor expected, Tensor actual, double tolerance) =>
        Approximately.Equal(expected.to_type(ScalarType.Float64).data<double>().ToArray(), actual, tolerance);

    private static string Fails(Action action) => Assert.Throws<ExternalException>(action).Message;

    private sealed class Autoencoder : IDisposable
    {
        private readonly Parameter wq, bq, wp, bp;

        public Autoencoder(double spread)
        {
            using var generator = new Generator(3);
            Parameter Drawn(params long[] shape) => new(randn(shape, generator: generator) * spread);
            (wq, bq, wp, bp) = (Drawn(2 * Latents, Pixels), Drawn(2 * Latents), Drawn(Pixels, Latents), Drawn(Pixels));
            Program = new(
                [
                    1, 0, 0, 2 * Latents, Pixels, 1, // 0: wq
                    1, 0, 1, 1, 2 * Latents, 1, // 1: bq
                    1, 0, 2, Pixels, Latents, 1, // 2: wp
                    1, 0, 3, 1, Pixels, 1, // 3: bp
                    2, 1, 0, 0, Pixels, 0, // 4: x
                    3, 3, 0, 0, Latents, 0, // 5: ε
                    4, 0, 0, 1, 2 * Latents, 0, // 6: zeros
                    0, 1, 0, 0, 2 * Latents, 1, // 7: raw q
                    0, 3, 0, 0, Latents, 1, // 8: z
                    0, 3, 0, 0, 1, 1, // 9: log q
                    0, 3, 0, 0, Pixels, 1, // 10: logits
                    0, 3, 0, 0, 1, 1, // 11: log p(x | z)
                    0, 3, 0, 0, 1, 1, // 12: log p(z)
                    0, 2, 0, 0, 1, 1, // 13: log ŵ
                ],
                [
                    0, 7, 4, 4, 0, 1, -1, 2, 0, 1, 0, 0, // Linear, tanh
                    16, 8, 2, 7, 5, 2, 0, Latents, 0, 0, // Draw, normal
                    17, 9, 3, 7, 8, -1, 5, 0, Latents, 1, 0, 0, 0, 0, // LogDensity, normal
                    0, 10, 4, 8, 2, 3, -1, 2, 0, 0, 0, 0, // Linear
                    17, 11, 3, 10, 4, -1, 5, 2, Pixels, 1, 0, 0, 0, 0, // LogDensity, Bernoulli
                    17, 12, 3, 6, 8, -1, 5, 0, Latents, 1, 0, 0, 0, 0, // LogDensity, normal
                    21, 13, 4, 11, 12, 9, -1, 6, 3, 0, 0, 2, 1, 0, 0, 0, // Estimate
                ],
                7);
        }

        public StepProgram Program { get; }

        public Tensor[] Parameters => [wq, bq, wp, bp];

        public float[] Run(Tensor data, Tensor noise, long batch, long groups, long samples, float scale, float temperature = 1)
        {
            var estimates = new float[batch * groups];
            Program.Run(Parameters, [data], [noise], batch, groups, samples, gradients: true, scale, temperature, estimates);
            return estimates;
        }

        public Tensor LogEstimate(Tensor data, Tensor noise, long groups, long samples, float temperature = 1)
        {
            var x = data.repeat_interleave(groups, 0).unsqueeze(1);
            var raw = nn.functional.linear(x, wq, bq).tanh().chunk(2, -1);
            var z = raw[0] + (raw[1].exp() * noise);
            var constant = 0.5 * Math.Log(2 * Math.PI) * Latents;
            var logQ = (noise.square() * -0.5).sum(-1) - raw[1].sum(-1) - constant;
            var logits = nn.functional.linear(z, wp, bp);
            var observed = (x * logits).sum(-1) - nn.functional.softplus(logits).sum(-1);
            var rest = -(z.square() * 0.5).sum(-1) - constant - logQ;
            return (observed + (rest * temperature)).logsumexp(-1) - Math.Log(samples);
        }

        public void Dispose()
        {
            Program.Dispose();
            foreach (var parameter in Parameters)
                parameter.Dispose();
        }
    }
}

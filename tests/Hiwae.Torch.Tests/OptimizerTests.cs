using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>Optimisers against the same recursions on plain numbers.</summary>
public class OptimizerTests
{
    // The gradient of x⁴/4 − x at each element, and 50 steps of it.
    private static double[] Run(Func<Parameter, optim.Optimizer> create, int steps = 50)
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(tensor([2.0, -1.0, 0.5]));
        using var optimizer = create(parameter);
        for (var step = 0; step < steps; step++)
        {
            optimizer.zero_grad();
            (parameter.pow(4) / 4 - parameter).sum().backward();
            optimizer.step();
        }
        return parameter.data<double>().ToArray();
    }

    private static double[] Plain(Func<double, int, double[], double> update, int memory, int steps = 50) =>
        [.. new[] { 2.0, -1.0, 0.5 }.Select(x =>
        {
            var state = new double[memory];
            for (var step = 1; step <= steps; step++)
                x = update(x, step, state);
            return x;
        })];

    private static double Gradient(double x) => x * x * x - 1;

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.0, true)]
    [InlineData(0.1, true)]
    public void Adam_follows_its_recursion(double decay, bool amsgrad)
    {
        const double Rate = 0.05, Beta1 = 0.8, Beta2 = 0.95, Eps = 1e-6;
        var expected = Plain((x, step, state) =>
        {
            var g = Gradient(x) + decay * x;
            state[0] = Beta1 * state[0] + (1 - Beta1) * g;
            state[1] = Beta2 * state[1] + (1 - Beta2) * g * g;
            state[2] = Math.Max(state[2], state[1]);
            var second = (amsgrad ? state[2] : state[1]) / (1 - Math.Pow(Beta2, step));
            return x - Rate * state[0] / (1 - Math.Pow(Beta1, step)) / (Math.Sqrt(second) + Eps);
        }, 3);
        var actual = Run(parameter => optim.Adam([parameter], Rate, Beta1, Beta2, Eps, decay, amsgrad));
        for (var i = 0; i < 3; i++)
            Approximately.Equal(expected[i], actual[i], 1e-10);
    }

    [Fact]
    public void Maximising_is_minimising_the_negative()
    {
        var up = Run(parameter => optim.Adam([parameter], 0.01, maximize: true), 1);
        Approximately.Equal(2.01, up[0], 1e-6);
        Approximately.Equal(1.99, Run(parameter => optim.Adam([parameter], 0.01), 1)[0], 1e-6);
    }

    [Fact]
    public void State_survives_being_saved_and_loaded()
    {
        using var scope = NewDisposeScope();
        double[] Continue(bool reload)
        {
            using var parameter = new Parameter(tensor([2.0, -1.0, 0.5]));
            var optimizer = optim.Adam([parameter], 0.05, amsgrad: true);
            for (var step = 0; step < 20; step++)
            {
                if (reload && step == 10)
                {
                    using var stream = new MemoryStream();
                    using var writer = new BinaryWriter(stream);
                    optimizer.save_state_dict(writer);
                    stream.Position = 0;
                    optimizer.Dispose();
                    optimizer = optim.Adam([parameter], 0.3, amsgrad: true);
                    using var reader = new BinaryReader(stream);
                    optimizer.load_state_dict(reader);
                }
                optimizer.zero_grad();
                parameter.pow(4).sum().backward();
                optimizer.step();
            }
            optimizer.Dispose();
            return parameter.data<double>().ToArray();
        }
        Assert.Equal(Continue(false), Continue(true));
    }

    [Fact]
    public void Gradients_are_clipped_together_or_one_by_one()
    {
        using var scope = NewDisposeScope();
        using var a = new Parameter(zeros(2));
        using var b = new Parameter(zeros(1));
        a.grad = tensor([3f, 0f]);
        b.grad = tensor([4f]);
        Approximately.Equal(5, nn.utils.clip_grad_norm_([a, b], 1), 1e-6);
        Approximately.Equal([0.6, 0.0], a.grad!, 1e-5);
        Approximately.Equal([0.8], b.grad!, 1e-5);
        nn.utils.clip_grad_value_([a, b], 0.7);
        Approximately.Equal([0.7], b.grad!, 1e-5);
    }
}

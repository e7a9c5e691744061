using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>Modules, their names and their state.</summary>
public class ModuleTests
{
    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private readonly Linear _first;
        private readonly Parameter scale;

        public Net() : base(nameof(Net))
        {
            _first = nn.Linear(3, 2);
            scale = nn.Parameter(ones(2));
            register_module("first", _first);
            register_module("rest", nn.Sequential(("act", nn.Tanh()), ("out", nn.Linear(2, 2, hasBias: false))));
            register_parameter("scale", scale);
            register_buffer("mean", zeros(2));
        }

        public override Tensor forward(Tensor input)
        {
            using var hidden = _first.call(input);
            return hidden * scale;
        }
    }

    private sealed class Reflective : nn.Module<Tensor, Tensor>
    {
        private readonly Linear inner = nn.Linear(2, 2);

        public Reflective() : base(nameof(Reflective)) => RegisterComponents();

        public override Tensor forward(Tensor input) => inner.call(input);
    }

    [Fact]
    public void Names_are_dotted_paths_in_order_of_registration()
    {
        using var net = new Net();
        Assert.Equal(["scale", "first.weight", "first.bias", "rest.out.weight"], net.named_parameters().Select(entry => entry.name));
        Assert.Equal(["first.bias", "first.weight", "mean", "rest.out.weight", "scale"], net.state_dict().Keys.Order(StringComparer.Ordinal));
        using var reflective = new Reflective();
        Assert.Equal(["inner.weight", "inner.bias"], reflective.state_dict().Keys);
    }

    [Fact]
    public void State_goes_from_one_module_to_another()
    {
        using var scope = NewDisposeScope();
        using var source = new Net();
        using var target = new Net();
        var input = randn(5, 3);
        Assert.False(source.call(input).allclose(target.call(input)));
        target.load_state_dict(source.state_dict());
        Assert.True(source.call(input).allclose(target.call(input)));
        var state = source.state_dict();
        state.Remove("scale");
        Assert.Throws<InvalidOperationException>(() => target.load_state_dict(state));
        Assert.Equal(["scale"], target.load_state_dict(state, strict: false).missing_keys);
    }

    [Fact]
    public void Training_reaches_every_submodule_and_dropout_heeds_it()
    {
        using var scope = NewDisposeScope();
        using var net = nn.Sequential(nn.Dropout(0.5), nn.Flatten());
        var input = ones(10, 10);
        net.eval();
        Assert.False(net.training);
        Assert.True(net.call(input).Equals(input));
        net.train();
        Assert.False(net.call(input).allclose(input));
    }

    [Fact]
    public void Conversion_keeps_names_and_drops_to_double()
    {
        using var scope = NewDisposeScope();
        using var net = new Net();
        net.to(float64);
        Assert.All(net.parameters(), parameter => Assert.Equal(float64, parameter.dtype));
        Assert.Equal(float64, net.call(randn(1, 3, float64)).dtype);
    }

    [Fact]
    public void Gradients_are_dropped_or_zeroed()
    {
        using var scope = NewDisposeScope();
        using var net = new Net();
        net.call(randn(5, 3)).sum().backward();
        net.zero_grad(set_to_none: false);
        Assert.Equal(0, net.get_parameter("scale")!.grad!.abs().sum().item<float>());
        net.zero_grad();
        Assert.All(net.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Parameters_become_a_vector_and_come_back()
    {
        using var scope = NewDisposeScope();
        using var net = new Net();
        var vector = nn.utils.parameters_to_vector(net.parameters());
        Assert.Equal(2 + 6 + 2 + 4, vector.numel());
        nn.utils.vector_to_parameters(vector * 2, net.parameters());
        Assert.True(nn.utils.parameters_to_vector(net.parameters()).allclose(vector * 2));
    }

    [Fact]
    public void Images_go_through_convolutions()
    {
        using var scope = NewDisposeScope();
        using var net = nn.Sequential(nn.Conv2d(1, 4, 3, 2, 1), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Unflatten(1, [4, 14, 14]),
            nn.ConvTranspose2d(4, 2, 2, 2), nn.Upsample(scale_factor: [2, 2]), nn.LayerNorm(56));
        Assert.Equal([3, 2, 56, 56], net.call(rand(3, 1, 28, 28)).shape);
        Assert.Contains("1.running_mean", net.state_dict().Keys);
    }

    [Fact]
    public void Each_buffer_has_one_name()
    {
        using var scope = NewDisposeScope();
        using var net = nn.Sequential(nn.BatchNorm2d(4), nn.ReLU());
        Assert.Equal(["0.running_mean", "0.running_var", "0.num_batches_tracked"], net.named_buffers().Select(entry => entry.name));
        Assert.Equal(5, net.state_dict().Count);
    }

    [Fact]
    public void Weights_start_within_their_limits()
    {
        using var scope = NewDisposeScope();
        using var linear = nn.Linear(100, 50);
        Assert.InRange(linear.weight.abs().max().item<float>(), 0.08, 0.1);
        var weight = empty(100, 50);
        nn.init.xavier_uniform_(weight);
        Assert.InRange(weight.abs().max().item<float>(), 0.18, 0.2);
        nn.init.kaiming_normal_(weight, nonlinearity: nn.init.NonlinearityType.ReLU);
        Assert.InRange(weight.std().item<float>(), 0.19, 0.21);
        nn.init.constant_(weight, 2);
        Assert.Equal(2, weight.mean().item<float>());
    }
}

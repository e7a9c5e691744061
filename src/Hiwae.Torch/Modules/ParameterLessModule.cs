namespace TorchSharp.Modules;

/// <summary>A module without parameters, buffers or submodules.</summary>
public interface IParameterLessModule
{
}

/// <summary>A module of one argument without parameters, buffers or submodules.</summary>
public abstract class ParameterLessModule<T1, TResult> : torch.nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name) : base(name)
    {
    }

    public override void register_buffer(string name, torch.Tensor tensor, bool persistent = true) => throw Refusal(name);

    public override void register_parameter(string name, Parameter param) => throw Refusal(name);

    public override void register_module(string name, torch.nn.Module submodule) => throw Refusal(name);

    private InvalidOperationException Refusal(string component) =>
        new($"Module '{GetName()}' takes no components, so '{component}' cannot be registered; derive from nn.Module instead.");
}

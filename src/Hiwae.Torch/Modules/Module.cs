using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A piece of a network: parameters, buffers and other modules, each by a name.</summary>
        public partial class Module : IDisposable
        {
            private readonly List<(string name, Module module)> _modules = [];
            private readonly List<(string name, Parameter parameter)> _ownParameters = [];
            private readonly List<(string name, Tensor buffer, bool persistent)> _ownBuffers = [];
            private bool _registered;

            protected string? name;

            protected Module(string name) => this.name = name;

            /// <summary>Whether the module behaves as in training rather than as in evaluation.</summary>
            public virtual bool training { get; private set; } = true;

            public virtual string GetName() => name ?? GetType().Name;

            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                    return;
                Demand(name);
                if (submodule._registered is false && submodule._modules.Count == 0)
                    submodule.RegisterComponents();
                _modules.Add((name, submodule));
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null)
                    return;
                Demand(name);
                param.DetachFromDisposeScope();
                _ownParameters.Add((name, param));
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null)
                    return;
                Demand(name);
                tensor.DetachFromDisposeScope();
                _ownBuffers.Add((name, tensor, persistent));
            }

            /// <summary>Registers what the fields of the derived classes hold, under the fields' names.</summary>
            protected virtual void RegisterComponents()
            {
                if (_registered)
                    return;
                _registered = true;
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                {
                    foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                        Register(field.Name, field.GetValue(this));
                }
            }

            protected void ClearModules() => _modules.Clear();

            private void Register(string name, object? value)
            {
                if (_modules.Exists(own => own.name == name) || _ownParameters.Exists(own => own.name == name) || _ownBuffers.Exists(own => own.name == name))
                    return;
                switch (value)
                {
                    case Module module:
                        register_module(name, module);
                        break;
                    case Parameter parameter:
                        register_parameter(name, parameter);
                        break;
                    case Tensor tensor:
                        register_buffer(name, tensor);
                        break;
                }
            }

            private void Demand(string name)
            {
                if (name.Contains('.') || name.Length == 0)
                    throw new ArgumentException($"The name '{name}' in module '{GetName()}' is empty or has a dot; dots separate modules in state_dict.", nameof(name));
                if (_modules.Exists(own => own.name == name) || _ownParameters.Exists(own => own.name == name) || _ownBuffers.Exists(own => own.name == name))
                    throw new ArgumentException($"Module '{GetName()}' has a '{name}' already; register each component once.", nameof(name));
            }

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var (_, module) in named_children())
                    module.train(train);
            }

            public virtual void eval() => train(false);

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var (_, parameter) in named_parameters())
                {
                    using var grad = parameter.grad;
                    if (grad is null)
                        continue;
                    if (set_to_none)
                        parameter.grad = null;
                    else
                        grad.zero_().Dispose();
                }
            }

            /// <summary>Applies a function to every submodule, then to this module.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, module) in named_children())
                    module.apply(fn);
                fn(this);
                return this;
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var (_, module) in _modules)
                    module.Dispose();
                foreach (var (_, parameter) in _ownParameters)
                    parameter.Dispose();
                foreach (var (_, buffer, _) in _ownBuffers)
                    buffer.Dispose();
            }
        }
    }
}

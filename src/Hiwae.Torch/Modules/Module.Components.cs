using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<(string name, Module module)> named_children() => _modules;

            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (name, child) in named_children())
                {
                    yield return (name, child);
                    foreach (var (inner, module) in child.named_modules())
                        yield return ($"{name}.{inner}", module);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint>();
                foreach (var entry in _ownParameters)
                {
                    if (!entry.parameter.IsInvalid && seen.Add(entry.parameter.Handle))
                        yield return entry;
                }
                if (!recurse)
                    yield break;
                foreach (var (name, child) in named_children())
                {
                    foreach (var (inner, parameter) in child.named_parameters())
                    {
                        if (seen.Add(parameter.Handle))
                            yield return ($"{name}.{inner}", parameter);
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (name, buffer, persistent) in _ownBuffers)
                {
                    if (!buffer.IsInvalid && (persistent || include_nonpersistent) && seen.Add(buffer.Handle))
                        yield return (name, buffer);
                }
                if (!recurse)
                    yield break;
                foreach (var (name, child) in named_children())
                {
                    foreach (var (inner, buffer) in child.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(buffer.Handle))
                            yield return ($"{name}.{inner}", buffer);
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual Parameter? get_parameter(string target) =>
                named_parameters().FirstOrDefault(entry => entry.name == target).parameter;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(entry => entry.name == target).buffer;

            /// <summary>Parameters and persistent buffers by their dotted names: the tensors themselves, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (name, parameter) in named_parameters())
                    destination.TryAdd(start + name, parameter);
                foreach (var (name, buffer) in named_buffers(include_nonpersistent: false))
                    destination.TryAdd(start + name, buffer);
                return destination;
            }

            /// <summary>Copies values into parameters and buffers by their dotted names.</summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var mine = state_dict();
                var skipped = skip ?? [];
                var missing = mine.Keys.Except(source.Keys).Except(skipped).ToList();
                var unexpected = source.Keys.Except(mine.Keys).Except(skipped).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException(
                        $"The loaded state_dict does not fit module '{GetName()}': missing [{string.Join(", ", missing)}], unexpected "
                        + $"[{string.Join(", ", unexpected)}]; load one that was saved from the same module, or pass strict: false.");
                }
                using var quiet = no_grad();
                foreach (var (name, target) in mine)
                {
                    if (source.TryGetValue(name, out var value) && !skipped.Contains(name))
                        target.copy_(value);
                }
                return (missing, unexpected);
            }

            // Values are replaced inside the tensors, so whoever holds a parameter keeps holding it.
            internal void Convert(ScalarType? dtype, Device? device)
            {
                using var quiet = no_grad();
                foreach (var tensor in parameters().Concat(buffers()))
                {
                    var type = tensor.is_floating_point() ? dtype : null;
                    using var converted = tensor.to(type ?? tensor.dtype, device ?? tensor.device);
                    tensor.SetData(converted);
                    if (tensor.grad is not { } grad)
                        continue;
                    using (grad)
                    using (var moved = grad.to(type ?? grad.dtype, device ?? grad.device))
                        tensor.grad = moved;
                }
            }
        }
    }
}

using static TorchSharp.torch;

namespace TorchSharp
{
    using Modules;

    namespace Modules
    {
        /// <summary>Adam (Kingma and Ba 2015); weight decay is added to the gradient.</summary>
        public class Adam : OptimizerHelper, optim.IBetas
        {
            private readonly FusedAdam _fused = new();

            public Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : this([new ParamGroup(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
            {
            }

            public Adam(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            {
                Demand(nameof(lr), lr, lr >= 0, "0 or more");
                Demand(nameof(beta1), beta1, beta1 is >= 0 and < 1, "at least 0 and less than 1");
                Demand(nameof(beta2), beta2, beta2 is >= 0 and < 1, "at least 0 and less than 1");
                Demand(nameof(eps), eps, eps >= 0, "0 or more");
                Demand(nameof(weight_decay), weight_decay, weight_decay >= 0, "0 or more");
                _defaults = new Options
                {
                    LearningRate = lr,
                    InitialLearningRate = lr,
                    beta1 = beta1,
                    beta2 = beta2,
                    eps = eps,
                    weight_decay = weight_decay,
                    amsgrad = amsgrad,
                    maximize = maximize,
                };
                foreach (var group in parameters)
                    add_param_group(group);
            }

            /// <summary>Whether the last group's last step was one native pass.</summary>
            internal bool IsFused { get; private set; }

            public (double, double) Betas
            {
                get => _parameter_groups[0] is ParamGroup group ? group.Betas : default;

                set
                {
                    foreach (var group in _parameter_groups)
                        ((ParamGroup)group).Betas = value;
                }
            }

            public override void add_param_group(Modules.ParamGroup param_group)
            {
                var defaults = (Options)_defaults!;
                var options = (Options)param_group.Options;
                options.LearningRate ??= defaults.LearningRate;
                options.beta1 ??= defaults.beta1;
                options.beta2 ??= defaults.beta2;
                options.eps ??= defaults.eps;
                options.weight_decay ??= defaults.weight_decay;
                options.amsgrad ??= defaults.amsgrad;
                options.maximize ??= defaults.maximize;
                base.add_param_group(param_group);
            }

            public override Tensor step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

            private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

            private void Update(ParamGroup group)
            {
                IsFused = _fused.TryStep(group, States);
                if (!IsFused)
                    UpdateOneByOne(group);
            }

            private void UpdateOneByOne(ParamGroup group)
            {
                var options = group.Options;
                var (rate, beta1, beta2) = (options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value);
                var (decay, eps) = (options.weight_decay!.Value, options.eps!.Value);
                foreach (var parameter in group.Parameters)
                {
                    using var stored = parameter.grad;
                    if (stored is null)
                        continue;
                    var state = (State)States[parameter];
                    state.step++;
                    var gradient = options.maximize == true ? stored.neg() : stored;
                    if (decay != 0)
                        gradient = gradient.add(parameter, decay);
                    state.exp_avg!.mul_(beta1).add_(gradient, 1 - beta1);
                    state.exp_avg_sq!.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
                    var second = state.exp_avg_sq;
                    if (options.amsgrad == true)
                    {
                        second = state.max_exp_avg_sq ??= zeros_like(parameter).DetachFromDisposeScope();
                        Hiwae.Torch.Ops.maximum_out.Run(second, state.exp_avg_sq, second);
                    }
                    using var denominator = second.sqrt();
                    denominator.div_(Math.Sqrt(1 - Math.Pow(beta2, state.step))).add_(eps);
                    parameter.addcdiv_(state.exp_avg, denominator, -rate / (1 - Math.Pow(beta1, state.step)));
                    if (gradient != (object)stored)
                        gradient.Dispose();
                }
            }

            private static void Demand(string name, double value, bool holds, string limit)
            {
                if (!holds)
                    throw new ArgumentException($"{name} of Adam is {value}; it must be {limit}.", name);
            }

            /// <summary>The options of a group; what is null is taken from the optimiser.</summary>
            public class Options : OptimizerOptions
            {
                public double? beta1;
                public double? beta2;
                public double? weight_decay;
                public double? eps;
                public bool? amsgrad;
                public bool? maximize;

                public override void SaveStateDict(BinaryWriter writer)
                {
                    base.SaveStateDict(writer);
                    writer.Write(beta1!.Value);
                    writer.Write(beta2!.Value);
                    writer.Write(eps!.Value);
                    writer.Write(weight_decay!.Value);
                    writer.Write(amsgrad!.Value);
                    writer.Write(maximize!.Value);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    base.LoadStateDict(reader);
                    beta1 = reader.ReadDouble();
                    beta2 = reader.ReadDouble();
                    eps = reader.ReadDouble();
                    weight_decay = reader.ReadDouble();
                    amsgrad = reader.ReadBoolean();
                    maximize = reader.ReadBoolean();
                }

                public override void LoadStateDict(OptimizerOptions source)
                {
                    base.LoadStateDict(source);
                    var other = (Options)source;
                    (beta1, beta2, eps, weight_decay) = (other.beta1, other.beta2, other.eps, other.weight_decay);
                    (amsgrad, maximize) = (other.amsgrad, other.maximize);
                }
            }

            /// <summary>Parameters with options of their own.</summary>
            public class ParamGroup : ParamGroup<Options>, optim.IBetas
            {
                public ParamGroup()
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                    : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
                {
                }

                public (double, double) Betas
                {
                    get => (Options.beta1!.Value, Options.beta2!.Value);
                    set => (Options.beta1, Options.beta2) = value;
                }
            }

            /// <summary>Running means of a parameter's gradient and of its square.</summary>
            public sealed class State : OptimizerState, IDisposable
            {
                public long step;
                public Tensor? exp_avg;
                public Tensor? exp_avg_sq;
                public Tensor? max_exp_avg_sq;

                public State(Parameter parameter) : base(parameter)
                {
                }

                public override void Initialize(OptimizerOptions options)
                {
                    step = 0;
                    exp_avg = Zeros();
                    exp_avg_sq = Zeros();
                    if (((Options)options).amsgrad == true)
                        max_exp_avg_sq = Zeros();
                }

                public override void SaveStateDict(BinaryWriter writer)
                {
                    writer.Write(step);
                    Write(writer, exp_avg);
                    Write(writer, exp_avg_sq);
                    Write(writer, max_exp_avg_sq);
                }

                public override void LoadStateDict(BinaryReader reader)
                {
                    step = reader.ReadInt64();
                    Read(reader, ref exp_avg);
                    Read(reader, ref exp_avg_sq);
                    Read(reader, ref max_exp_avg_sq);
                }

                public override void LoadStateDict(OptimizerState source)
                {
                    var other = (State)source;
                    step = other.step;
                    Copy(other.exp_avg, ref exp_avg);
                    Copy(other.exp_avg_sq, ref exp_avg_sq);
                    Copy(other.max_exp_avg_sq, ref max_exp_avg_sq);
                }

                public override bool ApproximatelyEquals(OptimizerState other) =>
                    other is State same && step == same.step && Close(exp_avg, same.exp_avg) && Close(exp_avg_sq, same.exp_avg_sq)
                    && Close(max_exp_avg_sq, same.max_exp_avg_sq);

                public override void to(Device device)
                {
                    Move(ref exp_avg, device);
                    Move(ref exp_avg_sq, device);
                    Move(ref max_exp_avg_sq, device);
                }

                public void Dispose()
                {
                    exp_avg?.Dispose();
                    exp_avg_sq?.Dispose();
                    max_exp_avg_sq?.Dispose();
                }
            }
        }
    }

    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adam (Kingma and Ba 2015); weight decay is added to the gradient.</summary>
            public static Adam Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static Adam Adam(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters.Select(entry => entry.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static Adam Adam(IEnumerable<Modules.Adam.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}

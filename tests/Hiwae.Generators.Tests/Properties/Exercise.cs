using Hiwae.Compilation;
using Hiwae.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>A training step, generation and decoding with a model that was emitted, every shape and gradient looked at.</summary>
internal static class Exercise
{
    private const int Batch = 3;

    /// <summary>Tensors of a few numbers are not worth more.</summary>
    static Exercise() => set_num_threads(1);

    /// <param name="declared">What was declared.</param>
    /// <param name="isValid">Whether it is what the grammar meant.</param>
    /// <param name="code">What was emitted.</param>
    /// <returns>What it came to.</returns>
    /// <exception cref="ExerciseException">Something is not as declared.</exception>
    public static Exercised Run<TModel>(RandomModel declared, bool isValid, string code) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = TModel.CreateNetwork(noise);
        Describes(TModel.Description, declared, isValid);
        Holds(TModel.Description.Alpha == (declared.Alpha ?? 0), $"α is {TModel.Description.Alpha} instead of {declared.Alpha}");
        Holds(TModel.Description.KlWeight == (declared.KlWeight ?? 1), $"the KL weight is {TModel.Description.KlWeight} instead of {declared.KlWeight}");
        foreach (var line in Mathematics.Of(TModel.Description))
            Holds(code.Contains("/// " + line, StringComparison.Ordinal), $"the code does not say \"{line}\"");
        var data = new RandomData(noise, declared);
        var observation = data.Observation(TModel.Description, Batch);

        network.train();
        if (Train(network, observation, declared, noise) is not { } trace)
            return new(IsFinite: false, IsRefused: false);
        Holds(Estimators.Fault<TModel>(observation, declared.ToString().Length));
        var decision = StepChoice.Decide(network, isTraining: true);
        if (decision.IsCompiled)
            Holds(PathAgreement.Difference<TModel>(observation, seed: 2));
        else if (isValid && declared.IsCompiled)
            Holds(false, $"there is no compiled step: {decision.Reason}");
        network.eval();
        using var _ = no_grad();
        var given = new Observation([.. TModel.Description.Given.Select(variable => data.Of(variable, 4))]);
        if (TModel.Description.HasTarget)
        {
            Holds(Refuses(() => network.Generate(4, noise, given)), "something is drawn from a target");
        }
        else
        {
            var generated = network.Generate(4, noise, given);

            // Along a sequence each step may make a scale of what the step before drew with one.
            if (IsSequence(declared) && !AreFinite(generated.Variables))
                return new(IsFinite: false, IsRefused: !decision.IsCompiled);
            Shapes("Generate", TModel.Description, generated.Variables, 4, 1, generated: true);
            Holds(!generated.Variables.Any(value => value.requires_grad), "what is generated has a gradient");
            var decoded = network.Decode(generated);
            if (AreOverflown<TModel>(declared, generated.Variables, decoded.Variables))
                return new(IsFinite: false, IsRefused: !decision.IsCompiled);
            Shapes("Decode", TModel.Description, decoded.Variables, 4, 1, decoded: true, generated: true);
            Holds(Decoding.Fault(network, generated, decoded));
        }

        var reconstructed = network.Decode(trace);
        if (AreOverflown<TModel>(declared, trace.Variables, reconstructed.Variables))
            return new(IsFinite: false, IsRefused: !decision.IsCompiled);
        Shapes("Decode", TModel.Description, reconstructed.Variables, Batch, declared.Samples, decoded: true);
        return new(IsFinite: true, IsRefused: !decision.IsCompiled);
    }

    /// <summary>
    /// Whether a log-density is of so many nats that raw parameters are far outside of where densities are exact, which is from −80 to 80: a value a thousand scales from its mean, or a scale of e^±1,000,000, which one
    /// random network has made of what another drew. Its derivatives need not be finite then.
    /// </summary>
    public static bool IsFarOut<TModel>(Proposal<TModel> proposal) where TModel : class, IModel<TModel> => proposal.Factors.Any(factor => factor.LogDensity.abs().max().ToDouble() > 1e6);

    /// <summary>
    /// Whether values have grown along a sequence, where a step may make a log-scale of what the step before drew: beyond 80, e to the power of them is no 32-bit number.
    /// </summary>
    private static bool IsBlownUp<TModel>(RandomModel declared, Proposal<TModel> proposal) where TModel : class, IModel<TModel> =>
        IsSequence(declared) && AreLarge(proposal.Trace.Variables);

    private static bool IsSequence(RandomModel declared) => declared.Variables.Any(variable => variable.Steps > 0);

    private static bool AreLarge(IEnumerable<Tensor> values) => values.Any(value => value.abs().max().ToDouble() > 80);

    private static bool AreFinite(IEnumerable<Tensor> values) => values.All(value => value.isfinite().all().item<bool>());

    /// <summary>
    /// Whether means are beyond the largest number: of a positive value or a count, whose mean is e to the power of a parameter or of half a squared scale, or because values have grown along a sequence. No other mean
    /// may be infinite, and none may be no number.
    /// </summary>
    private static bool AreOverflown<TModel>(RandomModel declared, IReadOnlyCollection<Tensor> values, IReadOnlyCollection<Tensor> means) where TModel : class, IModel<TModel> =>
        !AreFinite(means) && ((IsSequence(declared) && AreLarge(values)) || TModel.Description.Variables.Zip(means).All(pair => AreFinite([pair.Second]) || MayBeInfinite(pair.First, pair.Second)));

    private static bool MayBeInfinite(VariableDescription variable, Tensor mean) =>
        variable.Factors.Any(factor => factor is { Kind: FactorKind.P, Support: Support.Positive or Support.Count }) && !mean.isnan().any().item<bool>();

    /// <summary>One step as training makes it, up to the gradient; null where a number is infinite.</summary>
    private static TModel? Train<TModel>(ModelNetwork<TModel> network, Observation observation, RandomModel declared, Noise noise)
        where TModel : class, IModel<TModel>
    {
        using var tape = GradientTape.Of(TModel.Description.Gradient);
        var proposal = network.Propose(observation, declared.Samples, noise, tape);
        if (!AreFinite(proposal.Trace.Variables))
            return null;
        Shapes("Propose", TModel.Description, proposal.Trace.Variables, Batch, declared.Samples);
        foreach (var factor in proposal.Factors)
        {
            var what = $"log {factor.Kind} of {factor.Variable}";
            Holds(
                factor.LogDensity.shape is [Batch, var samples] && (samples == 1 || samples == declared.Samples),
                $"{what} has shape [{string.Join(", ", factor.LogDensity.shape)}]");
            if (factor.LogDensity.isnan().any().item<bool>() && IsBlownUp(declared, proposal))
                return null;
            Holds(!factor.LogDensity.isnan().any().item<bool>(), $"{what} is no number");
        }

        if (!proposal.Factors.All(factor => factor.LogDensity.isfinite().all().item<bool>()) || IsFarOut(proposal))
            return null;
        Check("log w", proposal.LogWeights, Batch, declared.Samples);
        var estimate = proposal.LogEstimate();
        Holds(estimate.shape is [Batch], $"log ŵ has shape [{string.Join(", ", estimate.shape)}]");
        Holds(!estimate.isnan().any().item<bool>(), "log ŵ is no number");

        // Where every sample lies where another proposal is denser, the estimate of the maximum heuristic is zero: no step to train with.
        if (declared.Weights == "Maximum" && estimate.isinf().any().item<bool>())
            return proposal.Trace;
        Finite("log ŵ", estimate);

        // Where every factor is fixed there is nothing to learn, and nothing may need a gradient.
        if (estimate.requires_grad)
            tape.Backward(proposal.LogPowers(TModel.Description.Alpha), -1.0 / Batch / (1 - TModel.Description.Alpha), 1 - TModel.Description.Alpha);
        var idle = Unused(TModel.Description);
        foreach (var (name, parameter) in network.named_parameters())
        {
            var module = name.Split('.')[0];
            if (parameter.grad is { } gradient)
                Finite($"the gradient of {name}", gradient);
            else
                Holds(idle.Contains(module), $"{name} has no gradient");
        }

        return proposal.Trace;
    }

    /// <summary>The submodules of features that no factor looks at, be it through other features, or a step later: in a sequence not after its last step.</summary>
    private static HashSet<string> Unused(ModelDescription description)
    {
        var variables = description.Variables.ToDictionary(variable => variable.Name);
        var used = new HashSet<(string Name, int Step)>();
        var waiting = new Stack<(string Name, int Step)>();

        // What is no part of the sequence reads all of its steps.
        IEnumerable<(string Name, int Step)> At(string name, VariableDescription reader, int step) =>
            Enumerable.Range(0, Math.Max(1, variables[name].Steps)).Where(other => reader.Steps == 0 || variables[name].Steps == 0 || other == step).Select(other => (name, other));

        void Read(VariableDescription reader, IEnumerable<string> conditions, IEnumerable<string> previous, int step)
        {
            foreach (var read in conditions.SelectMany(name => At(name, reader, step)).Concat(previous.Where(_ => step > 0).SelectMany(name => At(name, reader, step - 1))))
            {
                if (used.Add(read))
                    waiting.Push(read);
            }
        }

        foreach (var variable in description.Variables)
        {
            foreach (var step in Enumerable.Range(0, Math.Max(1, variable.Steps)))
            {
                foreach (var factor in variable.Factors)
                    Read(variable, factor.Conditions, factor.Previous, step);
            }
        }

        while (waiting.TryPop(out var read))
        {
            if (variables[read.Name].Feature is { } feature)
                Read(variables[read.Name], feature.Conditions, feature.Previous, read.Step);
        }

        return [.. description.Variables.Where(variable => variable.Feature is not null && !used.Any(read => read.Name == variable.Name)).Select(variable => variable.Feature!.Submodule)];
    }

    /// <summary>What a feature's shape should be is known of a valid declaration, not of one that was changed.</summary>
    private static void Describes(ModelDescription description, RandomModel declared, bool isValid)
    {
        Holds(description.Variables.Select(variable => variable.Name).SequenceEqual(declared.Variables.Select(variable => variable.Name)), "the names differ");
        foreach (var (variable, wanted) in description.Variables.Zip(declared.Variables).Where(pair => isValid || pair.Second.WritesShape))
        {
            int[] shape = wanted.Steps is { } steps ? [steps, .. wanted.Shape] : wanted.Shape;
            Holds(variable.Shape.SequenceEqual(shape), $"{variable.Name} is described with shape [{string.Join(", ", variable.Shape)}] instead of [{string.Join(", ", shape)}]");
        }
    }

    private static void Shapes(
        string function, ModelDescription description, IReadOnlyList<Tensor> values, long batch, long samples, bool decoded = false, bool generated = false)
    {
        foreach (var (variable, value) in description.Variables.Zip(values))
        {
            var what = $"{function}: {variable.Name}";
            long[] shape = [.. variable.Shape.Select(size => (long)size)];
            if (variable.Role == Role.Observed && decoded)
                Check(what, value, [batch, samples, .. shape]);
            else if (generated && variable.Role is (Role.Observed or Role.Given))
                Check(what, value, [batch, .. shape]);
            else if (variable.InPlate)
                Check(what, value, batch, samples, variable.Size);
            else
                Check(what, value, batch, variable.Size);
        }
    }

    private static void Check(string what, Tensor value, params long[] shape)
    {
        Holds(value.shape.SequenceEqual(shape), $"{what} has shape [{string.Join(", ", value.shape)}] instead of [{string.Join(", ", shape)}]");
        Finite(what, value);
    }

    private static void Finite(string what, Tensor value) => Holds(value.isfinite().all().item<bool>(), $"{what} is not finite");

    private static bool Refuses(Action draw)
    {
        try
        {
            draw();
            return false;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message.Contains("need not be normalised", StringComparison.Ordinal);
        }
    }

    private static void Holds(string? fault) => Holds(fault is null, fault ?? "");

    private static void Holds(bool condition, string otherwise)
    {
        if (!condition)
            throw new ExerciseException(otherwise);
    }
}

/// <summary>What an exercise came to.</summary>
/// <param name="IsFinite">Whether every number was finite; if not, what comes after the training step was left out.</param>
/// <param name="IsRefused">Whether there is no compiled step to compare with.</param>
internal sealed record Exercised(bool IsFinite, bool IsRefused);

/// <summary>An emitted model does not do as declared.</summary>
internal sealed class ExerciseException(string message) : Exception(message);

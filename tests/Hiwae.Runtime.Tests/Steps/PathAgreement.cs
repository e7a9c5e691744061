using Hiwae.Compilation;
using Hiwae.Programs;
using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Tests;

/// <summary>
/// The law of the compiled step: from the same random numbers it gives log ŵ and every gradient that operators and autograd give, but for
/// rounding; whatever the estimator of the gradient, the temperature of the warm-up, and α.
/// </summary>
internal static class PathAgreement
{
    // Numbers that live as long as the program: the engine may read one that a call has made after it is gone (docs/engine.md).
    private static readonly Scalar Zero = 0.0, Little = 0.05, Large = 1e37, Low = -1e37, Infinite = double.PositiveInfinity, Lowest = double.NegativeInfinity, NotANumber = double.NaN;

    /// <summary>What differs in a training step of a model that can be compiled; null where nothing does.</summary>
    /// <param name="data">A batch.</param>
    /// <param name="seed">Of the parameters, of dropout and of the draws.</param>
    /// <param name="samples">K; as declared where null.</param>
    public static string? Difference<TModel>(Observation data, long seed, int? samples = null) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var network = Scattered<TModel>(seed, samples);
        network.train();
        foreach (var gradient in Estimators(TModel.Description).Where(gradient => !IsRefused(network, gradient)))
        {
            foreach (var (temperature, alpha) in Objectives(TModel.Description))
            {
                if (Difference(network, data, seed, gradient, temperature, Rounding.OfModels, alpha) is { } difference)
                    return $"{gradient}, temperature {temperature}, α = {alpha}: {difference}";
            }
        }

        return null;
    }

    /// <summary>The estimators that a model's bound can be differentiated by.</summary>
    public static IEnumerable<Gradient> Estimators(ModelDescription model) => Enum.GetValues<Gradient>().Where(
        gradient => gradient != Gradient.DoublyReparameterised || model.DoublyObstacle is null);

    /// <summary>Whether a model that is compiled otherwise has no compiled form for an estimator: the doubly reparameterised one, where a draw depends on one of distinct proposals.</summary>
    public static bool IsRefused<TModel>(ModelNetwork<TModel> network, Gradient gradient) where TModel : class, IModel<TModel> =>
        network.Record(isTraining: true, gradient).Refusal is { } refusal
        && gradient == Gradient.DoublyReparameterised && TModel.Description.Weights == Weights.Balance && refusal.Contains("draw of distinct proposals", StringComparison.Ordinal);

    /// <summary>Temperatures, those of the warm-up and one above 1, and α, one at a time and together.</summary>
    public static IEnumerable<(double Temperature, double Alpha)> Objectives(ModelDescription model) =>
        model.Weights is Weights.Power or Weights.Maximum ? [(1, 0), (0.3, 0), (0, 0), (2.5, 0)] : [(1, 0), (0.3, 0), (0, 0), (2.5, 0), (2.5, 0.4), (1, 0.4), (1, 0.9), (0.3, 0.4), (0, 0.4)];

    /// <summary>What differs in a training step of a network; null where nothing does.</summary>
    /// <param name="network">In training mode.</param>
    /// <param name="data">The observation.</param>
    /// <param name="seed">Of dropout and of the draws.</param>
    /// <param name="gradient">The estimator of the gradient.</param>
    /// <param name="temperature">T of the warm-up.</param>
    /// <param name="rounding">What is allowed.</param>
    /// <param name="alpha">α.</param>
    public static string? Difference<TModel>(
        ModelNetwork<TModel> network, Observation data, long seed, Gradient gradient, double temperature, Rounding rounding, double alpha = 0) where TModel : class, IModel<TModel> =>
        Difference(
            network.Record(isTraining: true, gradient),
            network.named_parameters().Select(p => (p.name, (Tensor)p.parameter)),
            data,
            network.Samples,
            seed,
            (noise, scale) =>
            {
                using var tape = GradientTape.Of(gradient);
                var powers = network.Propose(data, network.Samples, noise, tape).LogPowers(alpha, temperature);
                tape.Backward(powers, scale / (1 - alpha), temperature * (1 - alpha));
                return Times(powers.logsumexp(-1), 1 / (1 - alpha));
            },
            rounding,
            temperature,
            alpha,
            () => Exact(network, data, seed, gradient, temperature, alpha));

    /// <summary>A training step by operators in 64 bits, from the same random numbers.</summary>
    private static ExactStep Exact<TModel>(ModelNetwork<TModel> network, Observation data, long seed, Gradient gradient, double temperature, double alpha)
        where TModel : class, IModel<TModel>
    {
        using var wide = TModel.CreateNetwork(Noise.FromSeed(seed), network.Samples, network.Heads);
        wide.load_state_dict(network.state_dict());
        wide.to(ScalarType.Float64);
        wide.train();
        var observation = new Observation([.. data.Values.Select(values => values.to_type(ScalarType.Float64))]);
        using var tape = GradientTape.Of(gradient);
        var powers = wide.Propose(observation, network.Samples, new Widened(Noise.FromSeed(seed)), tape).LogPowers(alpha, temperature);
        tape.Backward(powers, -1.0 / data.Batch / (1 - alpha), temperature * (1 - alpha));
        return new(
            Times(powers.logsumexp(-1), 1 / (1 - alpha)).detach().to_type(ScalarType.Float32),
            wide.named_parameters().ToDictionary(pair => pair.name, pair => (pair.parameter.grad ?? zeros_like(pair.parameter)).clone()));
    }

    /// <summary>What a step comes to in 64 bits.</summary>
    /// <param name="Estimates">log Σ_j v_j, [data], rounded to 32 bits.</param>
    /// <param name="Gradients">By parameter.</param>
    internal sealed record ExactStep(Tensor Estimates, IReadOnlyDictionary<string, Tensor> Gradients);

    /// <summary>Whether a gradient in 32 bits is about as near to the exact one as autograd's: where large terms cancel, as before a layer normalisation of one value or two, neither is near.</summary>
    private static bool IsNoWorse(Tensor found, Tensor portable, Tensor exact)
    {
        double From(Tensor other) => (other.to_type(ScalarType.Float64) - exact).masked_fill(exact.isfinite().logical_and(portable.isfinite()).logical_not(), Zero).abs().max().ToDouble();
        return From(found) <= 4 * From(portable);
    }

    /// <summary>The random numbers of a noise in 32 bits, as numbers of 64.</summary>
    private sealed class Widened(Noise noise) : Noise(CPU, ScalarType.Float64)
    {
        public override Tensor Normal(params ReadOnlySpan<long> shape) => noise.Normal(shape).to_type(ScalarType.Float64);

        public override Tensor Uniform(params ReadOnlySpan<long> shape) => noise.Uniform(shape).to_type(ScalarType.Float64);

        public override Tensor Gamma(Tensor concentration) => noise.Gamma(concentration.to_type(ScalarType.Float32)).to_type(ScalarType.Float64);

        public override Tensor Permutation(long count) => noise.Permutation(count);
    }

    /// <summary>What differs between a recording and what it records; null where nothing does.</summary>
    /// <param name="recording">What runs compiled.</param>
    /// <param name="parameters">All parameters by name.</param>
    /// <param name="data">The observation.</param>
    /// <param name="samples">K; each datum has one group.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="portable">log ŵ, [data], by operators.</param>
    /// <param name="rounding">What is allowed.</param>
    public static string? Difference(
        Programs.Program recording,
        IEnumerable<(string Name, Tensor Parameter)> parameters,
        Observation data,
        int samples,
        long seed,
        Func<Noise, Tensor> portable,
        Rounding rounding) => Difference(
            recording,
            parameters,
            data,
            samples,
            seed,
            (noise, scale) =>
            {
                var estimates = portable(noise);
                if (estimates.requires_grad)
                    Times(estimates.sum(), scale).backward();
                return estimates;
            },
            rounding,
            temperature: 1);

    /// <summary>What differs between a recording and what it records, at a temperature; null where nothing does.</summary>
    /// <param name="recording">What runs compiled.</param>
    /// <param name="parameters">All parameters by name.</param>
    /// <param name="data">The observation.</param>
    /// <param name="samples">K; each datum has one group.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="portable">log Σ_j v_j, [data], by operators, which leaves the gradient of scale · Σ log Σ_j v_j in the parameters.</param>
    /// <param name="rounding">What is allowed.</param>
    /// <param name="temperature">T of the warm-up.</param>
    /// <param name="alpha">α.</param>
    /// <param name="exact">The step in 64 bits, which decides where the two differ; null where it is not known.</param>
    public static string? Difference(
        Programs.Program recording,
        IEnumerable<(string Name, Tensor Parameter)> parameters,
        Observation data,
        int samples,
        long seed,
        Func<Noise, double, Tensor> portable,
        Rounding rounding,
        double temperature,
        double alpha = 0,
        Func<ExactStep>? exact = null)
    {
        using var scope = NewDisposeScope();
        ExactStep? exactly = null;
        var named = parameters.ToArray();
        foreach (var (_, parameter) in named)
            parameter.grad = null;
        var scale = -1.0 / data.Batch;
        var expected = portable(Noise.FromSeed(seed), scale).detach();
        Tensor[] gradients = [.. named.Select(p => p.Parameter.grad?.clone() ?? zeros_like(p.Parameter))];
        foreach (var (_, parameter) in named)
            parameter.grad = null;
        Spoil(recording);

        using var step = new CompiledProgram(recording);
        var forward = temperature == 1 && alpha == 0 ? tensor(step.Estimates(data, 1, samples, Noise.FromSeed(seed))) : null;
        var both = tensor(step.WriteGradients(data, samples, Noise.FromSeed(seed), scale, temperature, alpha));
        string? Estimates(Tensor right) => (forward is null ? null : Difference(right, forward, "log ŵ", rounding.Estimate, rounding.Least)) ?? Difference(right, both, "log ŵ with gradients", rounding.Estimate, rounding.Least);
        if (Estimates(expected) is { } difference)
        {
            // A draw whose scale is below the rounding of its value has any log-density by operators in 32 bits: then the step in 64 bits is what a compiled one has to agree with.
            exactly = exact?.Invoke();
            if (exactly is null || Estimates(exactly.Estimates) is not null)
                return difference;
            (expected, gradients) = (exactly.Estimates, [.. named.Select(parameter => exactly.Gradients[parameter.Name].to_type(parameter.Parameter.dtype))]);
        }

        // Where an estimate is infinite there is no gradient to compare.
        if (!expected.isfinite().all().ToBoolean())
            return null;

        // The weights of proposals are exponentials of differences of log-densities, which autograd takes from a log ŵ that is rounded.
        var weights = Math.Pow(2, -22) * expected.abs().max().ToDouble();
        foreach (var ((name, parameter), gradient) in named.Zip(gradients))
        {
            // What overflows in a proposal that does not count is left out by a compiled step, and is not a number to autograd.
            var overflown = gradient.isfinite().logical_not();
            var found = (parameter.grad ?? zeros_like(parameter)).masked_fill(overflown, Zero);
            if (Difference(gradient.masked_fill(overflown, Zero), found, $"the gradient of {name}", rounding.Gradient + weights, rounding.Least) is { } apart)
            {
                exactly ??= exact?.Invoke();
                if (exactly is null || Difference(exactly.Estimates, expected, "log ŵ", rounding.Estimate, rounding.Least) is not null || !IsNoWorse(found, gradient, exactly.Gradients[name]))
                    return apart;
            }
        }

        return null;
    }

    /// <summary>What differs between tensors; null where nothing does.</summary>
    /// <param name="portable">What is right; where it is not finite, the other has to be the same.</param>
    /// <param name="compiled">What was found.</param>
    /// <param name="what">Its name.</param>
    /// <param name="relative">What they may differ by, as a part of the largest number.</param>
    /// <param name="least">What is added to the largest number.</param>
    public static string? Difference(Tensor portable, Tensor compiled, string what, double relative, double least)
    {
        using var scope = NewDisposeScope();
        (portable, compiled) = (Bounded(portable), Bounded(compiled));
        if (!portable.shape.SequenceEqual(compiled.shape))
            return $"{what} is [{string.Join(", ", compiled.shape)}] on the compiled path and [{string.Join(", ", portable.shape)}] on the portable one";
        var (known, same) = (portable.isfinite(), portable.eq(compiled).logical_or(portable.isnan().logical_and(compiled.isnan())));
        if (!same.logical_or(known).all().ToBoolean())
            return $"{what} is {Text(compiled)} on the compiled path and {Text(portable)} on the portable one";
        var difference = (portable - compiled).masked_fill(known.logical_not(), Zero).abs().max().ToDouble();
        var largest = portable.masked_fill(known.logical_not(), Zero).abs().max().ToDouble();
        return difference <= relative * (least + largest)
            ? null
            : $"{what} differs by {difference} between the tape, where the largest is {largest}";
    }

    /// <summary>Fills the gradients that a program writes with what a step has to overwrite.</summary>
    public static void Spoil(Programs.Program program)
    {
        foreach (var parameter in program.Values.Where(origin => origin.IsDifferentiable).Select(origin => origin.Source).OfType<ValueSource.Parameter>().Select(source => program.Parameters[source.Index]()))
            parameter.grad = full_like(parameter, NotANumber);
    }

    private static Tensor Times(Tensor tensor, double factor)
    {
        using Scalar number = factor;
        return tensor.mul(number);
    }

    /// <summary>With what is near the end of the range as infinite: whether it is depends on the order of products.</summary>
    private static Tensor Bounded(Tensor value) =>
        value.masked_fill(value.gt(Large), Infinite).masked_fill(value.lt(Low), Lowest);

    /// <summary>The first numbers of a tensor.</summary>
    public static string Text(Tensor value) => string.Join(' ', value.detach().flatten().to_type(ScalarType.Float64).data<double>().Take(20));

    /// <summary>
    /// A network whose biases are not zero: with those of the start a value may lie at the kink of an activation, where rounding decides about
    /// its derivative.
    /// </summary>
    private static ModelNetwork<TModel> Scattered<TModel>(long seed, int? samples) where TModel : class, IModel<TModel>
    {
        using var constant = no_grad();
        var noise = Noise.FromSeed(seed);
        var network = TModel.CreateNetwork(noise, samples);
        foreach (var parameter in network.parameters())
            parameter.add_(noise.Normal(parameter.shape), Little);
        return network;
    }

    /// <summary>What two sums of the same 32-bit floats in different orders may differ by, as parts of the largest number.</summary>
    /// <param name="Estimate">Of log ŵ.</param>
    /// <param name="Gradient">Of each parameter's gradient.</param>
    /// <param name="Least">What is added to the largest number.</param>
    internal readonly record struct Rounding(double Estimate, double Gradient, double Least)
    {
        /// <summary>Of a network or a density alone.</summary>
        public static Rounding OfParts => new(2e-4, 2e-4, 0.1);

        /// <summary>Of whole models.</summary>
        public static Rounding OfModels => new(5e-4, 2e-3, 1);
    }
}

namespace Hiwae.Laws.Tests;

/// <summary>A subject whose proposals are changed.</summary>
/// <param name="change">From what is right to what is wrong.</param>
internal sealed class ChangedProposal<TModel>(Func<Proposal<TModel>, Proposal<TModel>> change) : Subject<TModel> where TModel : class, IModel<TModel>
{
    public override Proposal<TModel> Propose(ModelNetwork<TModel> network, Observation data, Noise noise, GradientTape tape) =>
        change(base.Propose(network, data, noise, tape));
}

/// <summary>A subject that weighs wrongly.</summary>
/// <param name="terms">From a proposal to what is taken for log(π_j w_j), [batch, samples].</param>
internal sealed class ChangedTerms<TModel>(Func<Proposal<TModel>, Tensor> terms) : Subject<TModel> where TModel : class, IModel<TModel>
{
    public override Tensor LogTerms(Proposal<TModel> proposal) => terms(proposal);

    public override Tensor LogEstimate(Proposal<TModel> proposal) => terms(proposal).logsumexp(-1);
}

/// <summary>A subject that adds wrongly.</summary>
/// <param name="estimate">From a proposal to what is taken for log ŵ, [batch].</param>
internal sealed class ChangedEstimate<TModel>(Func<Proposal<TModel>, Tensor> estimate) : Subject<TModel> where TModel : class, IModel<TModel>
{
    public override Tensor LogEstimate(Proposal<TModel> proposal) => estimate(proposal);
}

/// <summary>A subject that draws wrongly.</summary>
/// <param name="change">From the noise to what is drawn from in its place.</param>
internal sealed class ChangedNoise<TModel>(Func<Noise, Noise> change) : Subject<TModel> where TModel : class, IModel<TModel>
{
    public override Proposal<TModel> Propose(ModelNetwork<TModel> network, Observation data, Noise noise, GradientTape tape) =>
        base.Propose(network, data, change(noise), tape);
}

/// <summary>A subject whose gradients are not numbers, under one estimator.</summary>
/// <param name="defective">The estimator.</param>
internal sealed class LostGradients<TModel>(Gradient defective) : Subject<TModel> where TModel : class, IModel<TModel>
{
    public override GradientTape Tape(Gradient gradient) => gradient == defective ? new Lost(base.Tape(gradient)) : base.Tape(gradient);

    private sealed class Lost(GradientTape right) : GradientTape
    {
        public override Tensor Parameters(Tensor raw) => right.Parameters(raw);

        public override Tensor Point(Tensor draw) => right.Point(draw);

        public override void Backward(Tensor logTerms, double scale, double temperature = 1) =>
            right.Backward(logTerms, double.NaN, temperature);

        public override void Dispose() => right.Dispose();
    }
}

/// <summary>Normal noise that is not a number.</summary>
internal sealed class Spoiled(Noise source) : Noise(source.Device, source.DType)
{
    public override Tensor Normal(params ReadOnlySpan<long> shape) => source.Normal(shape) * double.NaN;

    public override Tensor Uniform(params ReadOnlySpan<long> shape) => source.Uniform(shape);

    public override Tensor Gamma(Tensor concentration) => source.Gamma(concentration);

    public override Tensor Permutation(long count) => source.Permutation(count);
}

/// <summary>Noise that gives all samples of the plate the draw of the first.</summary>
internal sealed class FirstSampleOnly(Noise source) : Noise(source.Device, source.DType)
{
    public override Tensor Normal(params ReadOnlySpan<long> shape)
    {
        var draw = source.Normal(shape);
        return shape.Length < 3 ? draw : draw.narrow(1, 0, 1).expand([.. shape]);
    }

    public override Tensor Uniform(params ReadOnlySpan<long> shape) => source.Uniform(shape);

    public override Tensor Gamma(Tensor concentration) => source.Gamma(concentration);

    public override Tensor Permutation(long count) => source.Permutation(count);
}

/// <summary>Off by one in the plate: sample j is drawn from head j, and weighed by the density of the next one.</summary>
internal sealed class NextHead : Subject<LinearDistinct>
{
    public override Proposal<LinearDistinct> Propose(
        ModelNetwork<LinearDistinct> network, Observation data, Noise noise, GradientTape tape)
    {
        var proposal = base.Propose(network, data, noise, tape);
        var heads = ((LinearDistinct.Network)network).q_z.AllHeads([proposal.Trace.X.unsqueeze(1)]);
        var cross = Density.Log<Normal>(heads, proposal.Trace.Z.unsqueeze(2)); // [batch, samples, proposals]
        var next = tensor(Enumerable.Range(1, network.Samples).Select(i => (long)(i % network.Samples)).ToArray());
        var (right, wrong) = (cross.diagonal(0, 1, 2), cross.index_select(2, next).diagonal(0, 1, 2));
        return proposal with
        {
            LogWeights = proposal.LogWeights + right - wrong,
            Factors = [.. proposal.Factors.Select(f => f.Kind == FactorKind.Q ? f with { LogDensity = wrong } : f)],
        };
    }
}

/// <summary>Double reparameterisation as it is for constant weights, put to balance weights: what comes back counts ω_j², and nothing goes to the other proposals.</summary>
internal sealed class ForgettingTape : GradientTape
{
    private readonly GradientTape right = Of(Gradient.DoublyReparameterised);

    public override Tensor Parameters(Tensor raw) => right.Parameters(raw);

    public override Tensor Point(Tensor draw) => right.Point(draw);

    public override void Backward(Tensor logTerms, double scale, double temperature = 1) => right.Backward(logTerms, scale, temperature);

    public override void Dispose() => right.Dispose();
}

/// <summary>
/// Double reparameterisation as it would be for independent samples, put to shared ones: each sample evaluates its own copy of z0, so that what
/// evaluation sends there counts ω_j² too, instead of ω_j.
/// </summary>
/// <param name="samples">K.</param>
internal sealed class SquaredTape(int samples) : GradientTape
{
    private readonly GradientTape right = Of(Gradient.DoublyReparameterised);
    private readonly List<Tensor> copies = [];

    public override Tensor Parameters(Tensor raw) => right.Parameters(raw);

    public override Tensor Point(Tensor draw)
    {
        copies.Add(draw.expand(draw.shape[0], samples, draw.shape[2]).DetachFromDisposeScope());
        return right.Point(copies[^1]);
    }

    public override void Backward(Tensor logTerms, double scale, double temperature = 1) => right.Backward(logTerms, scale, temperature);

    public override void Dispose()
    {
        right.Dispose();
        foreach (var copy in copies)
            copy.Dispose();
    }
}

using Hiwae.Native;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// The parameters of a declared model, one submodule per factor (<c>p_x</c>, <c>q_z</c>, <c>q_z0</c>, <c>r_z0</c>), and
/// the functions over them. The generator derives one class from it for each model.
/// </summary>
/// <typeparam name="TModel">The declared model.</typeparam>
public abstract class ModelNetwork<TModel> : Module where TModel : class, IModel<TModel>
{
    private readonly Lock gate = new();
    private IDisposable? companion;

    /// <summary>A network for K samples from S heads.</summary>
    /// <param name="samples">K; the declared number where null.</param>
    /// <param name="heads">S; the declared number where null, and where that does not say as many as samples.</param>
    /// <exception cref="ArgumentException">K or S is not positive, K is no multiple of S, or heads are asked for where none are distinct.</exception>
    /// <exception cref="EngineException">The tensor engine cannot be loaded.</exception>
    protected ModelNetwork(int? samples, int? heads = null)
        : base(Engine.Ready(TModel.Description.Name))
    {
        Samples = TModel.Description.CheckSamples(samples ?? TModel.Description.Samples);
        Heads = TModel.Description.CheckHeads(Samples, heads);
    }

    /// <summary>K, the number of samples where a call does not say otherwise; a multiple of <see cref="Heads"/>.</summary>
    public int Samples { get; }

    /// <summary>S, the number of distinct heads and of learned weights, which samples take in turn: sample j has head j mod S. 1 where a model has neither.</summary>
    public int Heads { get; }

    /// <summary>Draws every auxiliary and latent variable and evaluates all factors.</summary>
    /// <param name="observation">The data, each [batch, size].</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <exception cref="ArgumentException">
    /// The data do not fit the declared shapes; or K is not positive, or no multiple of <see cref="Heads"/>.
    /// </exception>
    public Proposal<TModel> Propose(Observation observation, int samples, Noise noise)
    {
        // Whoever proposes in a loop without a scope has the collector to thank for every tensor that goes.
        Leftovers.Collect();
        using var work = Leftovers.Begin();
        return Propose(observation, samples, noise, GradientTape.Ordinary);
    }

    /// <summary>The same proposal, recorded on a tape for an estimator of the gradient.</summary>
    /// <param name="observation">The data, each [batch, size].</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="tape">The tape of the estimator, for this proposal alone.</param>
    /// <exception cref="ArgumentException">
    /// The data do not fit the declared shapes; or K is not positive, or no multiple of <see cref="Heads"/>.
    /// </exception>
    public abstract Proposal<TModel> Propose(Observation observation, int samples, Noise noise, GradientTape tape);

    /// <summary>
    /// Records what <see cref="Propose(Observation, int, Noise)"/> computes, and the weighting, so that it can run compiled. Draws and factors come in the order
    /// of <see cref="Propose(Observation, int, Noise)"/>, so that both take the same random numbers. A network that does not say takes the portable path.
    /// </summary>
    /// <param name="recorder">The recording.</param>
    public virtual void Record(Recorder recorder) => recorder.Refuse($"{GetType().Name} does not record its bound");

    /// <summary>The bound as a program.</summary>
    /// <param name="isTraining">Whether layers act as in training: dropout drops, batch normalisation takes the moments of the batch.</param>
    /// <param name="gradient">How it is to be differentiated.</param>
    public Program Record(bool isTraining, Gradient gradient = Gradient.Reparameterised)
    {
        // With one sample its weight is 1, and there is nothing to weight once more.
        var same = Samples == 1 && gradient == Gradient.DoublyReparameterised ? Gradient.StickingTheLanding : gradient;
        var recorder = new Recorder([.. TModel.Description.Data.Select(variable => variable.Size)], isTraining, same);
        Record(recorder);
        return recorder.Finish();
    }

    /// <summary>
    /// log p of every generative factor at given latent values, in nats, [batch, samples] or, for a variable that nothing in the plate leads to, [batch, 1]: their sum is log p(x, z). It has a
    /// gradient where the values or the parameters have one.
    /// </summary>
    /// <param name="observation">The data, each [batch, size].</param>
    /// <param name="latents">The value of each latent variable in the order of declaration, [batch, samples, size].</param>
    /// <exception cref="ArgumentException">The data do not fit the declared shapes, or there are not as many latent values as latent variables.</exception>
    public ImmutableArray<FactorLogDensity> LogJoint(Observation observation, IReadOnlyList<Tensor> latents)
    {
        var (checkedData, count) = (this.Checked(observation), TModel.Description.Latents.Count());
        return latents.Count == count
            ? Joint(checkedData, latents)
            : throw new ArgumentException($"{TModel.Description.Name} has {count} latent variables; {latents.Count} values are given. Pass one for each, in the order of declaration.", nameof(latents));
    }

    /// <summary>The same of data that were checked.</summary>
    /// <param name="observation">The data, each [batch, size].</param>
    /// <param name="latents">The value of each latent variable, [batch, samples, size].</param>
    /// <exception cref="NotSupportedException">The network does not say.</exception>
    protected virtual ImmutableArray<FactorLogDensity> Joint(Observation observation, IReadOnlyList<Tensor> latents) =>
        throw new NotSupportedException($"{GetType().Name} does not evaluate its joint density; build it again with the generator of this version.");

    /// <summary>Records what <see cref="LogJoint"/> computes, so that it and its gradient by the latent values can run compiled.</summary>
    /// <param name="recorder">The recording.</param>
    public virtual void RecordJoint(Recorder recorder) => recorder.Refuse($"{GetType().Name} does not record its joint density");

    /// <summary>log p(x, z) as a program: of the latent values, with all parameters constant, in evaluation.</summary>
    internal Program JointProgram()
    {
        var recorder = new Recorder([.. TModel.Description.Data.Select(variable => variable.Size)], isTraining: false) { IsOfJoint = true };
        RecordJoint(recorder);
        return recorder.Finish();
    }

    /// <summary>An object that belongs to this network, made on first use and disposed of with the network. There is one, of one type.</summary>
    internal TCompanion Companion<TCompanion>(Func<ModelNetwork<TModel>, TCompanion> make) where TCompanion : class, IDisposable
    {
        lock (gate)
            return (TCompanion)(companion ??= make(this));
    }

    /// <summary>
    /// Ancestral samples of the generative model, and of the auxiliaries from their reverse factors. Observed and given variables come as they are declared, [count, …shape];
    /// latent ones, and what else is in the plate, [count, 1, size]; the others [count, size]. No gradient flows through them: where one is to, draw with
    /// <see cref="Propose(Observation, int, Noise)"/>.
    /// </summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="given">The values of the given variables, each [count, size]; nothing for a model that has none.</param>
    /// <exception cref="ArgumentException">A given variable has no value, or one of the wrong shape.</exception>
    /// <exception cref="InvalidOperationException">The model has a target, which need not be normalised: nothing can be drawn from it directly.</exception>
    public abstract TModel Generate(int count, Noise noise, Observation given = default);

    /// <summary>
    /// The trace with every observed variable replaced by the mean of its generative factor, [batch, samples, …shape]. It has a gradient only where something in the trace has
    /// one. Of latent values alone there is a <c>Decode</c> on the network of each model, such as <c>Digits.CreateNetwork(noise).Decode(z)</c>, with a parameter for
    /// each variable that the observed ones are generated from.
    /// </summary>
    /// <param name="trace">A joint sample, from <see cref="Propose(Observation, int, Noise)"/> or <see cref="Generate"/>.</param>
    public abstract TModel Decode(TModel trace);

    /// <summary>The variables that the observed ones are generated from, features apart, in the order in which <see cref="Decode(IReadOnlyList{Tensor})"/> takes them; empty where there are none.</summary>
    public virtual IReadOnlyList<string> DecodedFrom => [];

    /// <summary>The means of the observed variables, each as declared, [count, …shape], given those that they are generated from, as in evaluation. They have a gradient where what is given has one.</summary>
    /// <param name="values">One for each of <see cref="DecodedFrom"/>, [count, size].</param>
    /// <exception cref="ArgumentException">A number, a shape, an element type or a value is wrong.</exception>
    public virtual ImmutableArray<Tensor> Decode(IReadOnlyList<Tensor> values) =>
        throw new ArgumentException($"{TModel.Description.Name} has no observed variable that is generated from others, so that there is nothing to decode.", nameof(values));

    /// <summary>
    /// The trace with every observed variable replaced by a draw from its generative factor, [batch, samples, …shape]: what the model takes for other data of the same latent values. No gradient flows
    /// through it. An observed variable that another is generated from is, as a parent, as it is in the trace.
    /// </summary>
    /// <param name="trace">A joint sample, from <see cref="Propose(Observation, int, Noise)"/> or <see cref="Generate"/>.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    public abstract TModel Redraw(TModel trace, Noise noise);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            companion?.Dispose();
        base.Dispose(disposing);
    }
}

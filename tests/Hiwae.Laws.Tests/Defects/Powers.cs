namespace Hiwae.Laws.Tests;

/// <summary>A subject that takes powers wrongly.</summary>
/// <param name="powers">From a proposal and α to what is added up, [batch, samples].</param>
internal sealed class ChangedPowers<TModel>(Func<Proposal<TModel>, double, Tensor> powers) : Subject<TModel> where TModel : class, IModel<TModel>
{
    public override Tensor LogPowers(Proposal<TModel> proposal, double alpha) => alpha == 0 ? LogTerms(proposal) : powers(proposal, alpha);
}

/// <summary>A model that is trained at another α than it declares.</summary>
/// <param name="alpha">α.</param>
internal sealed class AtAlpha<TModel>(double alpha) : Subject<TModel> where TModel : class, IModel<TModel>
{
    public override double Alpha => alpha;
}

/// <summary>
/// Double reparameterisation as it is at α = 0, put to powers: ω_j² of the powers in the place of α ω_j + (1 − α) ω_j²; and under balance weights 1 − ω_j in the place of (1 − α) (1 − ω_j).
/// </summary>
/// <param name="alpha">α.</param>
internal sealed class SquaredPowers<TModel>(double alpha) : Subject<TModel> where TModel : class, IModel<TModel>
{
    public override double Alpha => alpha;

    public override GradientTape Tape(Gradient gradient) => gradient == Gradient.DoublyReparameterised ? new Squared(base.Tape(gradient)) : base.Tape(gradient);

    private sealed class Squared(GradientTape right) : GradientTape
    {
        public override Tensor Parameters(Tensor raw) => right.Parameters(raw);

        public override Tensor Point(Tensor draw) => right.Point(draw);

        public override Tensor Point<TDensity>(Tensor draw, Tensor heads) => right.Point<TDensity>(draw, heads);

        public override Tensor Compared(Tensor crossed) => right.Compared(crossed);

        public override void Backward(Tensor logTerms, double scale, double temperature = 1) => right.Backward(logTerms, scale, temperature: 1);

        public override void Dispose() => right.Dispose();
    }
}

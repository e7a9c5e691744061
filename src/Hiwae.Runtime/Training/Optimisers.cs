using TorchSharp.Modules;

namespace Hiwae.Training;

/// <summary>Adam twice, each with its moments: for the generative model, and for inference.</summary>
public sealed class Optimisers : IDisposable
{
    private readonly ImmutableArray<Parameter> all;

    private Optimisers(ParameterParts parts, TrainingOptions options)
    {
        Adam Of(IEnumerable<Parameter> parameters, double rate) => new(parameters, rate, options.AmsGrad, options.Beta1, options.Beta2, options.Epsilon);
        Generative = Of(parts.Generative.Select(entry => entry.Parameter), options.LearningRate);
        Inference = Of(parts.Inference.Select(entry => entry.Parameter), options.InferenceLearningRate ?? options.LearningRate);
        all = [.. Generative.Parameters, .. Inference.Parameters];
        Places =
        [
            .. parts.Generative.Select((entry, index) => (entry.Name, Generative, index)),
            .. parts.Inference.Select((entry, index) => (entry.Name, Inference, index)),
        ];
    }

    /// <summary>That of P's parameters, and of features that serve P alone.</summary>
    public Adam Generative { get; }

    /// <summary>That of all other parameters: of Q and R, learned weights, features that inference uses too.</summary>
    public Adam Inference { get; }

    /// <summary>The norm of the gradient of the last update before it was limited; null where norms are not limited, or no update was made.</summary>
    public double? GradientNorm { get; private set; }

    /// <summary>All parameters, in an order that is the same for the same model.</summary>
    internal ImmutableArray<Parameter> Parameters => all;

    /// <summary>Every parameter by its name in the network, with the optimiser that moves it and its place there.</summary>
    internal ImmutableArray<(string Name, Adam Adam, int Index)> Places { get; }

    /// <summary>Optimisers that have not made a step.</summary>
    /// <param name="network">Whose parameters they change.</param>
    /// <param name="options">The learning rates, the numbers of Adam's rule, and whether it is AMSGrad.</param>
    public static Optimisers Of<TModel>(ModelNetwork<TModel> network, TrainingOptions options) where TModel : class, IModel<TModel> =>
        new(ParameterParts.Of(network), options);

    /// <summary>Sets the learning rates to those of a moment of the run.</summary>
    internal void SetRates(TrainingOptions options, double epoch)
    {
        var factor = options.Schedule.At(epoch, options.Epochs);
        Generative.Rate = options.LearningRate * factor;
        Inference.Rate = (options.InferenceLearningRate ?? options.LearningRate) * factor;
    }

    /// <summary>Limits the norm of the gradient of everything that the next update moves; the norm before that.</summary>
    internal double Clip(double norm, bool movesGenerative)
    {
        var found = Training.GradientNorm.Clip(movesGenerative ? all : Inference.Parameters, norm);
        GradientNorm = found;
        return found;
    }

    /// <summary>One update of inference, and where that is asked for of the generative model with it; whether all gradients were finite.</summary>
    internal bool Step(bool movesGenerative) => (!movesGenerative || Generative.Step()) & Inference.Step();

    /// <inheritdoc/>
    public void Dispose()
    {
        Generative.Dispose();
        Inference.Dispose();
    }
}

namespace Hiwae.Training;

/// <summary>Adam (Kingma and Ba 2015) twice, each with its moments: for the generative model, and for inference.</summary>
public sealed class Optimisers : IDisposable
{
    private readonly Module network;
    private readonly ParameterParts parts;

    private Optimisers(Module network, ParameterParts parts, TrainingOptions options)
    {
        (this.network, this.parts) = (network, parts);
        Generative = optim.Adam(parts.Generative, options.LearningRate, amsgrad: options.AmsGrad);
        Inference = optim.Adam(parts.Inference, options.InferenceLearningRate ?? options.LearningRate, amsgrad: options.AmsGrad);
    }

    /// <summary>That of P's parameters, and of features that serve P alone.</summary>
    public optim.Optimizer Generative { get; }

    /// <summary>That of all other parameters: of Q and R, learned weights, features that inference uses too.</summary>
    public optim.Optimizer Inference { get; }

    /// <summary>Optimisers that have not made a step.</summary>
    /// <param name="network">Whose parameters they change.</param>
    /// <param name="options">The learning rates, and whether it is AMSGrad.</param>
    public static Optimisers Of<TModel>(ModelNetwork<TModel> network, TrainingOptions options) where TModel : class, IModel<TModel> =>
        new(network, ParameterParts.Of(network), options);

    /// <summary>Sets the learning rates to those of a moment of the run.</summary>
    internal void SetRates(TrainingOptions options, double epoch)
    {
        var factor = options.Schedule.At(epoch, options.Epochs);
        Set(Generative, options.LearningRate * factor);
        Set(Inference, (options.InferenceLearningRate ?? options.LearningRate) * factor);
    }

    /// <summary>Limits the norm of the gradient of everything that the next update moves.</summary>
    internal void Clip(double norm, bool movesGenerative)
    {
        if (movesGenerative)
            nn.utils.clip_grad_norm_(network.parameters(), norm);
        else if (parts.Inference.Length > 0)
            nn.utils.clip_grad_norm_(parts.Inference, norm);
    }

    /// <summary>One update of inference, and where that is asked for of the generative model with it.</summary>
    internal void Step(bool movesGenerative)
    {
        if (movesGenerative)
            Generative.step();
        Inference.step();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Generative.Dispose();
        Inference.Dispose();
    }

    private static void Set(optim.Optimizer optimizer, double rate)
    {
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = rate;
    }
}

namespace Hiwae.Networks;

/// <summary>Dropout off and batch normalisation by running averages, for as long as it lasts.</summary>
public static class EvaluationMode
{
    /// <summary>Puts a network into evaluation mode; disposing of the result puts it back as it was.</summary>
    /// <param name="network">Whose root says whether it is in training.</param>
    public static IDisposable InEvaluation(this Module network)
    {
        var before = network.training;
        if (before)
            network.eval();
        return new Restoration(network, before);
    }

    private sealed class Restoration(Module network, bool training) : IDisposable
    {
        public void Dispose()
        {
            if (training)
                network.train();
        }
    }
}

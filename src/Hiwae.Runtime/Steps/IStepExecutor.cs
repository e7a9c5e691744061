namespace Hiwae.Steps;

/// <summary>A recording in a form that runs.</summary>
internal interface IStepExecutor : IDisposable
{
    /// <summary>
    /// Computes log ŵ of every group and, where asked, overwrites the gradients of all learned parameters with those of
    /// scale · Σ log ŵ.
    /// </summary>
    /// <param name="parameters">In the recording's order.</param>
    /// <param name="data">Each [batch, size].</param>
    /// <param name="noises">In the recording's order.</param>
    /// <param name="batch">The number of data.</param>
    /// <param name="groups">For each datum.</param>
    /// <param name="samples">K.</param>
    /// <param name="gradients">Whether gradients are wanted.</param>
    /// <param name="scale">What the sum is multiplied with before it is differentiated.</param>
    /// <param name="temperature">What everything but the observed terms of the log weights is multiplied with; 1 for the bound.</param>
    /// <param name="estimates">log ŵ, [batch · groups].</param>
    void Run(
        ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> data, ReadOnlySpan<Tensor> noises,
        long batch, long groups, long samples, bool gradients, float scale, float temperature, Span<float> estimates);

    /// <summary>Where the time went since the last reset; the first call starts the measurement.</summary>
    /// <param name="reset">Whether to start anew.</param>
    StepTimes Profile(bool reset);
}

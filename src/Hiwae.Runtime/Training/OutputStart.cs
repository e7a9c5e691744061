namespace Hiwae.Training;

/// <summary>Where the output of p of an observed variable starts: the bias of its last linear map.</summary>
public enum OutputStart
{
    /// <summary>At zero, as all biases do: each value has the probability ½.</summary>
    Zero,

    /// <summary>
    /// At log(m / (1 − m)), m the mean of the value over the training data, at least 0.001 and at most 0.999, for Bernoulli variables: what is common to all data need not be learned, as with Burda et al. (2016).
    /// </summary>
    Mean,
}

namespace Hiwae.Data;

/// <summary>How pixels become zeros and ones.</summary>
public enum Binarisation
{
    /// <summary>The source is binary already.</summary>
    None,

    /// <summary>Each pixel is drawn with its intensity as probability: anew at every epoch for training, once with a fixed seed for validation and test.</summary>
    Stochastic,
}

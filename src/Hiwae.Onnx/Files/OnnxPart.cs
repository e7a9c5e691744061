namespace Hiwae.Onnx;

/// <summary>A half of a model that becomes a file.</summary>
public enum OnnxPart
{
    /// <summary>Q: from data to what is inferred of them.</summary>
    Encoder,

    /// <summary>P of the observed variables: from latent values to the means of data.</summary>
    Decoder,
}

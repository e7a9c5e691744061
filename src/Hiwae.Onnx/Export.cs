using Hiwae.Training;

namespace Hiwae.Onnx;

/// <summary>Networks as ONNX files, which run wherever there is a runtime for these, without this library.</summary>
/// <remarks>A file computes what the network computes in evaluation, in 32-bit numbers, for any number of data. See docs/onnx.md.</remarks>
public static class Export
{
    /// <summary>
    /// The encoder: from the data that Q looks at, [batch, …declared shape], to the mean of each variable that Q draws, <c>z_mean</c>, and where it is normal its standard
    /// deviation, <c>z_scale</c>: [batch, …shape], or [batch, K, …shape] where proposals have heads of their own. Where Q of one variable is conditioned on another
    /// that is drawn, it is given the mean of that.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="run">The record of the run that trained it, for the file's metadata.</param>
    /// <exception cref="ExportException">No data reach Q, a density is written with tensors alone, or the network is too large.</exception>
    public static OnnxModel Encoder<TModel>(ModelNetwork<TModel> network, RunRecord? run = null) where TModel : class, IModel<TModel> =>
        Onnx(network, OnnxPart.Encoder, run);

    /// <summary>The same, kept in a file.</summary>
    /// <inheritdoc cref="Encoder{TModel}(ModelNetwork{TModel}, RunRecord?)"/>
    /// <inheritdoc cref="OnnxModel.Save" path="/param|/exception"/>
    public static OnnxModel Encoder<TModel>(ModelNetwork<TModel> network, string path, RunRecord? run = null) where TModel : class, IModel<TModel> =>
        Encoder(network, run).Save(path);

    /// <summary>
    /// The decoder: from the variables that the observed ones are generated from, latent ones first, each [batch, …declared shape], to the mean of each observed variable,
    /// <c>x_mean</c> [batch, …declared shape]: what <c>Decode</c> of the network gives.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="run">The record of the run that trained it, for the file's metadata.</param>
    /// <exception cref="ExportException">Nothing is observed, a density is written with tensors alone, or the network is too large.</exception>
    public static OnnxModel Decoder<TModel>(ModelNetwork<TModel> network, RunRecord? run = null) where TModel : class, IModel<TModel> =>
        Onnx(network, OnnxPart.Decoder, run);

    /// <summary>The same, kept in a file.</summary>
    /// <inheritdoc cref="Decoder{TModel}(ModelNetwork{TModel}, RunRecord?)"/>
    /// <inheritdoc cref="OnnxModel.Save" path="/param|/exception"/>
    public static OnnxModel Decoder<TModel>(ModelNetwork<TModel> network, string path, RunRecord? run = null) where TModel : class, IModel<TModel> =>
        Decoder(network, run).Save(path);

    /// <summary>The encoder of a run as a file.</summary>
    /// <inheritdoc cref="Encoder{TModel}(ModelNetwork{TModel}, string, RunRecord)"/>
    public static OnnxModel Encoder<TModel>(Run<TModel> run, string path) where TModel : class, IModel<TModel> => Encoder(run.Network, path, run.Record);

    /// <summary>The decoder of a run as a file.</summary>
    /// <inheritdoc cref="Decoder{TModel}(ModelNetwork{TModel}, string, RunRecord)"/>
    public static OnnxModel Decoder<TModel>(Run<TModel> run, string path) where TModel : class, IModel<TModel> => Decoder(run.Network, path, run.Record);

    /// <summary>One or the other part.</summary>
    /// <param name="network">The network.</param>
    /// <param name="part">Which.</param>
    /// <param name="run">The record of the run that trained it, for the file's metadata.</param>
    /// <exception cref="ExportException">The model has no such part, a density is written with tensors alone, or the network is too large.</exception>
    public static OnnxModel Onnx<TModel>(ModelNetwork<TModel> network, OnnxPart part, RunRecord? run = null) where TModel : class, IModel<TModel> =>
        Onnx(network, part, run, Graphs.GraphBuilder.Limit);

    /// <summary>One or the other part, in a file of a limited size.</summary>
    internal static OnnxModel Onnx<TModel>(ModelNetwork<TModel> network, OnnxPart part, RunRecord? run, long limit) where TModel : class, IModel<TModel>
    {
        var recording = Recording.Of(network);
        var source = new NetworkSource($"The {part.ToString().ToLowerInvariant()} of {TModel.Description.Name}", network.state_dict(), TModel.Description.HasFixedSamples ? network.Heads : network.Samples, limit);
        return OnnxModel.Of(part, recording, run, part switch
        {
            OnnxPart.Encoder => Hiwae.Onnx.Encoder.Of(recording, source),
            OnnxPart.Decoder => Hiwae.Onnx.Decoder.Of(recording, source),
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "It is neither the encoder nor the decoder."),
        });
    }
}

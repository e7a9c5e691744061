using global::Onnx;
using Google.Protobuf;
using Hiwae.Checkpoints;
using Hiwae.Training;

namespace Hiwae.Onnx;

/// <summary>A part of a model in the form of an ONNX file.</summary>
public sealed class OnnxModel
{
    /// <summary>The version of the operators, which every runtime since 2022 has.</summary>
    public const int OperatorSet = 17;

    // The version of the format that came with these operators.
    private const int Format = 8;

    private readonly ModelProto proto;

    private OnnxModel(OnnxPart part, ImmutableArray<OnnxTensor> inputs, ImmutableArray<OnnxTensor> outputs, ModelProto proto) =>
        (Part, Inputs, Outputs, this.proto) = (part, inputs, outputs, proto);

    /// <summary>The part.</summary>
    public OnnxPart Part { get; }

    /// <summary>The inputs, in order.</summary>
    public ImmutableArray<OnnxTensor> Inputs { get; }

    /// <summary>The outputs, in order.</summary>
    public ImmutableArray<OnnxTensor> Outputs { get; }

    /// <summary>The number of operators.</summary>
    public int Operators => proto.Graph.Node.Count;

    /// <summary>The number of bytes of the file.</summary>
    public long Size => proto.CalculateSize();

    /// <summary>Writes the file's content.</summary>
    public void WriteTo(Stream stream) => proto.WriteTo(stream);

    /// <summary>The file's content.</summary>
    public byte[] ToBytes() => proto.ToByteArray();

    /// <summary>Writes a file. Whoever reads it meanwhile sees the whole of the old content or the whole of the new.</summary>
    /// <param name="path">Where.</param>
    /// <returns>The same.</returns>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public OnnxModel Save(string path)
    {
        AtomicFile.Write(new FileContent(path, WriteTo));
        return this;
    }

    /// <summary>The file of a part.</summary>
    internal static OnnxModel Of(OnnxPart part, Recording recording, RunRecord? run, PartGraph content)
    {
        var (model, graph) = (recording.Model, content.Builder.Graph);
        var name = part.ToString().ToLowerInvariant();
        graph.Name = $"{model.Name}-{name}";
        var proto = new ModelProto
        {
            IrVersion = Format,
            ProducerName = "Hiwae",
            ProducerVersion = typeof(OnnxModel).Assembly.GetName().Version!.ToString(3),
            DocString = Sentence(part, model),
            Graph = graph,
        };
        proto.OpsetImport.Add(new OperatorSetIdProto { Version = OperatorSet });
        foreach (var (key, value) in Metadata(name, recording, run))
            proto.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return new(part, content.Inputs, content.Outputs, proto);
    }

    private static string Sentence(OnnxPart part, ModelDescription model) => part == OnnxPart.Encoder
        ? $"The encoder of {model.Name}, {Formula.Of(model, FactorKind.Q)}. {model.Summary}".Trim()
        : $"The decoder of {model.Name}, {string.Join(" ", model.Observed.SelectMany(variable => variable.Factors).Select(factor => Formula.Of(model, factor)))}. {model.Summary}".Trim();

    /// <summary>What the parameters are of; the names of training are those in the head of a checkpoint.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Metadata(string part, Recording recording, RunRecord? run) =>
    [
        new("hiwae.model", recording.Model.Name),
        new("hiwae.part", part),
        new("hiwae.factorisation", recording.Model.Factorisation()),
        .. run is null ? [] : SaveMark.Of(run).ToMetadata().Append(new("hiwae.data", run.Data.Name)),
    ];
}

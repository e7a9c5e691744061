using global::Onnx;
using Hiwae.Networks;
using Hiwae.Onnx.Emission;
using Hiwae.Onnx.Graphs;
using Hiwae.Programs;

namespace Hiwae.Onnx.Tests.Emission;

/// <summary>A network by itself as a file, to be compared with what it computes.</summary>
internal static class NetFile
{
    // Standardising what hardly varies magnifies rounding, the network's own too.
    private const int Roundings = 10;

    /// <summary>Compares the file of a network with <see cref="Net.Raw"/> in 64 bits: to 10⁻⁵, or to ten times what the network is off in 32 bits.</summary>
    /// <param name="net">The network.</param>
    /// <param name="parents">Its parents, [batch, 1 or samples, size].</param>
    /// <param name="context">Its context; null without one.</param>
    /// <param name="samples">K.</param>
    public static void Check(Net net, Tensor[] parents, Tensor? context, int samples = 1)
    {
        Tensor[] given = context is null ? parents : [.. parents, context];
        var file = Of(net, given, context is not null, samples);
        var rounded = net.Raw(parents, context);
        net.to(ScalarType.Float64);
        var expected = net.Raw([.. parents.Select(parent => parent.to_type(ScalarType.Float64))], context?.to_type(ScalarType.Float64));
        net.to(ScalarType.Float32);
        var tolerance = Math.Max(1e-5, Roundings * Runtime.Distance(expected, rounded));
        foreach (var optimised in new[] { true, false })
        {
            var found = Runtime.Run(file, given.Select((value, i) => ($"v{i}", value.shape[1] == 1 ? value.squeeze(1) : value)), optimised)["y"];
            Runtime.Same(expected, found.reshape(expected.shape[0], -1, expected.shape[^1]).expand_as(expected), "The network's output", tolerance);
        }
    }

    private static byte[] Of(Net net, Tensor[] given, bool hasContext, int samples)
    {
        var graph = new GraphBuilder();
        var recorder = new Recorder([.. given.Select(value => (int)value.shape[2])], isTraining: false);
        Value[] values = [.. given.Select((value, i) => value.shape[1] == 1
            ? recorder.Data(i)
            : recorder.Draw<Normal>(recorder.Zeros((int)value.shape[2] * 2), (int)value.shape[2], inPlate: true))];
        var output = net.Record(recorder, hasContext ? values[..^1] : values, hasContext ? values[^1] : null);
        Emitted[] inputs = [.. values.Select((value, i) => Input(graph, $"v{i}", value, samples))];
        var emitter = new ProgramEmitter(
            graph, recorder.Finish(), net.state_dict(), samples, value => Array.FindIndex(values, other => other.Id == value.Id) is var at and >= 0 ? inputs[at] : null);
        var result = emitter.Read(output);
        ImmutableArray<int> shape = result.Rows == Rows.Proposals ? [samples, result.Columns] : [result.Columns];
        graph.Output(new OnnxTensor("y", shape, ""), "Reshape", result.Name, graph.Whole([-1, .. shape.Select(n => (long)n)]));
        graph.Graph.Name = "net";
        var model = new ModelProto { IrVersion = 8, Graph = graph.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OnnxModel.OperatorSet });
        return Google.Protobuf.MessageExtensions.ToByteArray(model);
    }

    private static Emitted Input(GraphBuilder graph, string name, Value value, int samples)
    {
        graph.Free(name);
        if (value.Level == Level.Datum)
        {
            graph.Input(new OnnxTensor(name, [value.Columns], ""));
            return new(name, Rows.Data, value.Columns);
        }

        graph.Input(new OnnxTensor(name, [samples, value.Columns], ""));
        return new(graph.Node("Reshape", [name, graph.Whole(-1, value.Columns)]), Rows.Proposals, value.Columns);
    }
}

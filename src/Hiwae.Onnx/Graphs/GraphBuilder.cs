using System.Runtime.InteropServices;
using global::Onnx;
using Google.Protobuf;

namespace Hiwae.Onnx.Graphs;

/// <summary>
/// A graph in the making: nodes in the order in which they run, each known by the name of its result, and constants. What would be the same twice is there once.
/// </summary>
/// <param name="title">What it is of, at the beginning of a sentence.</param>
/// <param name="limit">The bytes that a file may have.</param>
internal sealed class GraphBuilder(string title = "The network", long limit = GraphBuilder.Limit)
{
    /// <summary>What the format can hold in one file: protocol buffers count bytes in 32 bits with a sign.</summary>
    public const long Limit = int.MaxValue;

    // Nodes, names and words beside the numbers.
    private const long Margin = 1 << 22;

    private readonly GraphProto graph = new();
    private readonly Dictionary<string, ImmutableArray<string>> nodes = [];
    private readonly Dictionary<string, string> constants = [];
    private readonly HashSet<string> names = [];
    private long bytes;

    /// <summary>The part of the model that the following nodes belong to, such as <c>p(x | z)</c>: a remark in the file.</summary>
    public string Part { get; set; } = "";

    /// <summary>The graph so far.</summary>
    public GraphProto Graph => graph;

    /// <summary>A node with one result.</summary>
    /// <param name="kind">The operator.</param>
    /// <param name="inputs">Names of what it reads; an empty one for what is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The result's name.</returns>
    public string Node(string kind, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes) => Nodes(kind, 1, inputs, attributes)[0];

    /// <summary>A node with several results.</summary>
    /// <inheritdoc cref="Node"/>
    public ImmutableArray<string> Nodes(string kind, int results, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var key = string.Join(' ', [kind, .. inputs, .. attributes.ToArray().Select(attribute => attribute.ToByteString().ToBase64())]);
        if (nodes.TryGetValue(key, out var known))
            return known;
        var name = Free($"{kind}_{graph.Node.Count}");
        ImmutableArray<string> outputs = results == 1 ? [name] : [.. Enumerable.Range(0, results).Select(i => Free($"{name}_{i}"))];
        Add(kind, name, inputs, outputs.AsSpan(), attributes);
        return nodes[key] = outputs;
    }

    /// <summary>A node whose result is an output of the graph.</summary>
    /// <inheritdoc cref="Node"/>
    public void Output(OnnxTensor tensor, string kind, params ReadOnlySpan<string> inputs)
    {
        Add(kind, Free($"{kind}_{graph.Node.Count}"), inputs, [tensor.Name], []);
        graph.Output.Add(Described(tensor));
    }

    /// <summary>Declares an input.</summary>
    public void Input(OnnxTensor tensor) => graph.Input.Add(Described(tensor));

    /// <summary>A name that nothing else has: the wished one, or a longer one.</summary>
    public string Free(string name)
    {
        while (!names.Add(name))
            name += "_";
        return name;
    }

    /// <summary>Numbers of a network, in 32 bits.</summary>
    /// <param name="name">Such as <c>p_x.layer0.weight</c>; it is the key as well.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="numbers">Computes them where they are not there yet.</param>
    /// <returns>The constant's name.</returns>
    /// <exception cref="ExportException">The file would be too large.</exception>
    public string Weights(string name, ReadOnlySpan<long> shape, Func<Tensor> numbers)
    {
        if (constants.TryGetValue(name, out var known))
            return known;
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        var tensor = numbers().detach().to_type(torch.ScalarType.Float32).cpu().contiguous();
        Reserve(tensor.numel() * sizeof(float));
        return Add(name, name, TensorProto.Types.DataType.Float, shape, tensor.bytes.ToArray());
    }

    /// <summary>Whole numbers in a row: a shape, axes, sizes.</summary>
    public string Whole(params ReadOnlySpan<long> numbers)
    {
        var key = $"whole {string.Join(' ', numbers.ToArray())}";
        return constants.TryGetValue(key, out var known)
            ? known
            : Add(key, Free($"whole_{constants.Count}"), TensorProto.Types.DataType.Int64, [numbers.Length], MemoryMarshal.AsBytes(numbers).ToArray());
    }

    /// <summary>Numbers in a row.</summary>
    public string Numbers(params ReadOnlySpan<float> numbers) => Numbers([numbers.Length], numbers);

    /// <summary>A number without dimensions.</summary>
    public string Number(double number) => Numbers([], (float)number);

    private string Numbers(ReadOnlySpan<long> shape, params ReadOnlySpan<float> numbers)
    {
        var key = $"numbers {shape.Length} {string.Join(' ', numbers.ToArray().Select(BitConverter.SingleToInt32Bits))}";
        return constants.TryGetValue(key, out var known)
            ? known
            : Add(key, Free($"number_{constants.Count}"), TensorProto.Types.DataType.Float, shape, MemoryMarshal.AsBytes(numbers).ToArray());
    }

    private void Add(string kind, string name, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = kind, Name = name, DocString = Part };
        node.Input.AddRange(inputs.ToArray());
        node.Output.AddRange(outputs.ToArray());
        node.Attribute.AddRange(attributes.ToArray());
        graph.Node.Add(node);
    }

    private string Add(string key, string name, TensorProto.Types.DataType type, ReadOnlySpan<long> shape, byte[] raw)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = UnsafeByteOperations.UnsafeWrap(raw) };
        tensor.Dims.AddRange(shape.ToArray());
        graph.Initializer.Add(tensor);
        names.Add(name);
        return constants[key] = name;
    }

    // Asked before the numbers are copied.
    private void Reserve(long more)
    {
        bytes += more;
        if (bytes + Margin > limit)
            throw new ExportException(
                FormattableString.Invariant($"{title} has {bytes:N0} bytes of numbers or more, and an ONNX file holds {limit - Margin:N0}; make the network smaller, or read its parameters from the safetensors of a run."));
    }

    private static ValueInfoProto Described(OnnxTensor tensor)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = OnnxTensor.Batch });
        foreach (var size in tensor.Shape)
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = size });
        return new()
        {
            Name = tensor.Name,
            DocString = tensor.Description,
            Type = new() { TensorType = new() { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape } },
        };
    }
}

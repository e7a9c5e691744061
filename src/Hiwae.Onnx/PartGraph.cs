using Hiwae.Onnx.Emission;
using Hiwae.Onnx.Graphs;
using Hiwae.Programs;

namespace Hiwae.Onnx;

/// <summary>The graph of one part of a model, from its inputs to its outputs.</summary>
internal sealed class PartGraph
{
    private readonly Recording recording;
    private readonly int proposals;
    private readonly GraphBuilder graph;
    private readonly ProgramEmitter emitter;
    private readonly Dictionary<VariableDescription, Emitted> known = [];
    private readonly List<OnnxTensor> outputs = [];

    /// <summary>A graph that has its inputs.</summary>
    /// <param name="recording">What the model computes.</param>
    /// <param name="source">The network's numbers.</param>
    /// <param name="inputs">The variables that the part depends on, at least one.</param>
    /// <param name="leaf">The variable that a value of the program is; null where it is computed.</param>
    public PartGraph(Recording recording, NetworkSource source, ImmutableArray<VariableDescription> inputs, Func<Value, VariableDescription?> leaf)
    {
        (this.recording, proposals) = (recording, source.Proposals);
        graph = new(source.Title, source.Limit);
        emitter = new(graph, recording.Program, source.State, proposals, value => leaf(value) is { } variable ? known[variable] : null);
        Densities = new(graph);
        Inputs = [.. inputs.Select(variable => new OnnxTensor(graph.Free(Name(variable)), variable.Shape, Words(variable)))];
        foreach (var (variable, tensor) in inputs.Zip(Inputs))
        {
            graph.Input(tensor);
            known.Add(variable, AsRead(variable, tensor.Name));
        }
    }

    /// <summary>The inputs, in order.</summary>
    public ImmutableArray<OnnxTensor> Inputs { get; }

    /// <summary>The outputs so far.</summary>
    public ImmutableArray<OnnxTensor> Outputs => [.. outputs];

    /// <summary>Writes what is read off densities.</summary>
    public DensityEmitter Densities { get; }

    /// <summary>The graph.</summary>
    public GraphBuilder Builder => graph;

    /// <summary>What stands for a variable from here on.</summary>
    public void Define(VariableDescription variable, Emitted value) => known.Add(variable, value);

    /// <summary>The raw parameters of a density, a row for each datum or, where these are of several heads, for each head.</summary>
    public Emitted Raw(RecordedDensity density)
    {
        var raw = emitter.SelectHead(emitter.Read(density.Raw), density.Heads);
        return raw.Rows switch
        {
            Rows.Once => emitter.Lifted(raw, Rows.Data, Batch()),
            Rows.Heads => emitter.Lifted(raw, Rows.Proposals, Batch()),
            _ => raw,
        };
    }

    /// <summary>Ends in a value as its variable is declared, one for each proposal where it has rows of these.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="suffix">What it is of the variable, such as <c>mean</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="description">The same in words.</param>
    public void Output(VariableDescription variable, string suffix, Emitted value, string description)
    {
        ImmutableArray<int> shape = value.Rows == Rows.Proposals ? [proposals, .. variable.Shape] : variable.Shape;
        var tensor = new OnnxTensor(graph.Free($"{Name(variable)}_{suffix}"), shape, description);
        if (shape.Length == 1)
            graph.Output(tensor, "Identity", value.Name);
        else
            graph.Output(tensor, "Reshape", value.Name, graph.Whole([-1, .. shape.Select(size => (long)size)]));
        outputs.Add(tensor);
    }

    /// <summary>An input, as the networks read it: as a vector, or as the image that it is.</summary>
    private Emitted AsRead(VariableDescription variable, string name) => variable.Shape switch
    {
        [_] => new(name, Rows.Data, variable.Size),
        [var channels, var height, var width] => new(name, Rows.Data, variable.Size, new ImageShape(channels, height, width)),
        _ => new(graph.Node("Reshape", [name, graph.Whole(-1, variable.Size)]), Rows.Data, variable.Size),
    };

    /// <summary>The number of data, as a tensor of one number: of whatever input, since all have as many rows.</summary>
    private string Batch() => graph.Node("Shape", [Inputs[0].Name], Attributes.Of("start", 0L), Attributes.Of("end", 1L));

    // No two differ in capitals alone: that does not compile.
    private static string Name(VariableDescription variable) => char.ToLowerInvariant(variable.Name[0]) + variable.Name[1..];

    private string Words(VariableDescription variable) => $"{variable.Name}, {variable.Role switch
    {
        Role.Latent => "latent",
        Role.Given when recording.Model.IsMask(variable) => "a mask: 1 where a value is there, 0 where it is missing",
        Role.Given => "given",
        _ => "observed",
    }}";
}

/// <summary>The numbers of a network.</summary>
/// <param name="Title">What is exported of it, at the beginning of a sentence.</param>
/// <param name="State">Parameters and running averages by name.</param>
/// <param name="Proposals">The number of proposals that differ: of heads where there are any, else K.</param>
/// <param name="Limit">The bytes that a file may have.</param>
internal sealed record NetworkSource(string Title, IReadOnlyDictionary<string, Tensor> State, int Proposals, long Limit);

using Hiwae.Compilation.Lanes;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Compilation.Elements;

/// <summary>
/// Formulas, compiled: a list of instructions on vectors, each carried out on a tile of some hundred elements before the next one's turn comes, so that what comes up on the
/// way stays in the fastest memory. Several threads may run one at a time, each with a scratch of its own.
/// </summary>
internal sealed unsafe class ElementProgram
{
    /// <summary>The number of elements of a tile; a multiple of every vector's.</summary>
    public const int Tile = 512;

    private const int Line = 16; // floats

    private readonly ElementInstruction[] instructions; // pinned

    private readonly float[] constants; // pinned; each fills a line

    private readonly ElementOptions options;

    private readonly int inputs;

    private readonly int outputs;

    private readonly int temporaries;

    private readonly int constantsOffset;

    private readonly int[] arrays; // inputs that are not one number for all

    private readonly int[] written; // outputs that are not sums

    private ElementProgram(ElementCode code, int inputs, int outputs, ElementOptions options)
    {
        (this.inputs, this.outputs, this.options, temporaries) = (inputs, outputs, options, code.Temporaries);
        instructions = GC.AllocateArray<ElementInstruction>(code.Instructions.Length, pinned: true);
        code.Instructions.CopyTo(instructions);
        constants = GC.AllocateArray<float>((code.Constants.Length + 1) * Line, pinned: true);
        fixed (float* start = constants)
            constantsOffset = (int)((-(nint)start / sizeof(float)) & (Line - 1));
        for (var i = 0; i < code.Constants.Length; i++)
            constants.AsSpan(constantsOffset + (i * Line), Line).Fill(code.Constants[i]);
        Constants = code.Constants.Length;
        arrays = [.. Enumerable.Range(0, inputs).Except(options.Single)];
        written = [.. Enumerable.Range(0, outputs).Except(options.Summed)];
    }

    /// <summary>The number of floats of scratch that a run needs; it should begin at a cache line.</summary>
    public int ScratchFloats => SlotFloats + (options.Single.Length * Line) + (temporaries * Tile);

    /// <summary>The number of instructions.</summary>
    public int Length => instructions.Length;

    private int Constants { get; }

    private int Slots => temporaries + Constants + inputs + outputs;

    private int SlotFloats => ((Slots * (sizeof(float*) / sizeof(float))) + Line - 1) / Line * Line;

    /// <summary>The program that computes expressions of some inputs.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The expressions that it computes.</param>
    /// <param name="options">Properties of the arrays.</param>
    public static ElementProgram Of(int inputs, ImmutableArray<Expression> outputs, ElementOptions? options = null) =>
        new(ElementCompiler.Compile(inputs, outputs, options ?? ElementOptions.None), inputs, outputs.Length, options ?? ElementOptions.None);

    /// <summary>Computes the outputs of all elements. Inputs and outputs are touched no further than the count.</summary>
    /// <typeparam name="V">The vectors to compute with.</typeparam>
    /// <param name="inputs">The inputs' arrays.</param>
    /// <param name="outputs">The outputs' arrays.</param>
    /// <param name="count">The number of elements, at least 1.</param>
    /// <param name="scratch">At least <see cref="ScratchFloats"/> floats.</param>
    public void Run<V>(float** inputs, float** outputs, int count, float* scratch) where V : struct, ILanes<V>
    {
        var slots = (float**)scratch;
        Prepare(slots, inputs, outputs, scratch + SlotFloats);
        var table = ElementOperations<V>.Table;
        var tiles = (count + Tile - 1) / Tile;
        var tile = tiles == 1 ? count : (((count + tiles - 1) / tiles) + Line - 1) / Line * Line;
        fixed (ElementInstruction* first = instructions)
        {
            for (var done = 0; ;)
            {
                var part = Math.Min(tile, count - done);
                for (var instruction = first; instruction < first + instructions.Length; instruction++)
                    table[(int)instruction->Operation](instruction, slots, part);
                done += part;
                if (done >= count)
                    return;
                Advance(slots + temporaries + Constants, part);
            }
        }
    }

    private void Prepare(float** slots, float** inputs, float** outputs, float* memory)
    {
        foreach (var single in options.Single)
        {
            new Span<float>(memory, Line).Fill(*inputs[single]);
            slots[temporaries + Constants + single] = memory;
            memory += Line;
        }

        for (var i = 0; i < temporaries; i++)
            slots[i] = memory + (i * Tile);
        slots += temporaries;
        fixed (float* start = constants)
        {
            for (var i = 0; i < Constants; i++)
                slots[i] = start + constantsOffset + (i * Line);
        }

        slots += Constants;
        foreach (var input in arrays)
            slots[input] = inputs[input];

        slots += this.inputs;
        for (var i = 0; i < this.outputs; i++)
            slots[i] = outputs[i];
        foreach (var summed in options.Summed)
            *outputs[summed] = 0;
    }

    // To the next tile.
    private void Advance(float** slots, int part)
    {
        foreach (var input in arrays)
            slots[input] += part;
        foreach (var output in written)
            slots[inputs + output] += part;
    }
}

/// <summary>Properties of the arrays that an <see cref="ElementProgram"/> runs over.</summary>
internal sealed record ElementOptions
{
    /// <summary>No special properties.</summary>
    public static ElementOptions None { get; } = new();

    /// <summary>Inputs that are one number for all elements.</summary>
    public ImmutableArray<int> Single { get; init; } = [];

    /// <summary>Outputs that are one number, the sum over all elements.</summary>
    public ImmutableArray<int> Summed { get; init; } = [];

    /// <summary>Whether an output may be the same array as an input; if none is, a program may be shorter.</summary>
    public bool IsInPlace { get; init; } = true;
}

namespace Hiwae.Compilation.Elements;

/// <summary>
/// From steps to instructions: says where each result goes. Arrays for what comes up on the way are used again as soon as they may be, and an output is written where it
/// belongs at once, unless an input is read later, which may be the same array.
/// </summary>
internal sealed class ElementAllocator
{
    private const int None = ElementStep.None;

    private readonly List<ElementStep> steps;

    private readonly ElementOptions options;

    private readonly int inputs;

    private readonly Slot[] slots; // by step

    private readonly List<Draft> drafts = [];

    private readonly List<float> constants = [];

    private readonly SortedSet<int> free = [];

    private int temporaries;

    private ElementAllocator(List<ElementStep> steps, int inputs, ElementOptions options) =>
        (this.steps, this.inputs, this.options, slots) = (steps, inputs, options, new Slot[steps.Count]);

    private enum SlotKind
    {
        Temporary,
        Constant,
        Input,
        Output,
    }

    /// <summary>The code for steps.</summary>
    /// <param name="live">The steps, and where the results are: those that are not summed have a step each that computes it.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="options">Properties of the arrays.</param>
    public static ElementCode Code((List<ElementStep> Steps, ImmutableArray<int> Results) live, int inputs, ElementOptions options)
    {
        var allocator = new ElementAllocator(live.Steps, inputs, options);
        allocator.Allocate(live.Results);
        return new([.. allocator.drafts.Select(allocator.Instruction)], [.. allocator.constants], allocator.temporaries);
    }

    private void Allocate(ImmutableArray<int> results)
    {
        // By step: the output that it is, and those that are its sum.
        var (outputs, sums) = (new Dictionary<int, int>(), results.Index().Where(result => options.Summed.Contains(result.Index)).ToLookup(result => result.Item, result => result.Index));
        foreach (var (output, step) in results.Index())
        {
            if (!options.Summed.Contains(output))
                outputs.Add(step, output);
        }

        var lastInput = options.IsInPlace ? steps.FindLastIndex(step => step.Kind == StepKind.Computed && ReadsArray(step)) : 0;
        var lastRead = LastReads(outputs.Where(output => Computing(output.Key) < lastInput).Select(output => output.Key));
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            switch (step.Kind)
            {
                case StepKind.Constant:
                    slots[i] = new(SlotKind.Constant, constants.Count);
                    constants.Add(step.Number);
                    break;
                case StepKind.Input:
                    slots[i] = new(SlotKind.Input, step.A);
                    break;
                case StepKind.Computed:
                    // Each element is read before it is written: so a result may go where an operand was.
                    foreach (var operand in step.Operands)
                        Release(operand, i);
                    slots[i] = Target(i, i);
                    var second = step.HasTwo ? steps.FindIndex(i, other => other.Kind == StepKind.Second && other.A == i) : None;
                    if (second >= 0)
                        slots[second] = Target(second, i);
                    drafts.Add(new(step.Operation, [.. step.Operands], slots[i], second < 0 ? slots[i] : slots[second]));
                    break;
                default:
                    break;
            }

            foreach (var sum in sums[i])
                drafts.Add(new(ElementOperation.Sum, [i], new(SlotKind.Output, sum), default));
            Release(i, i);
        }

        foreach (var (step, output) in outputs)
        {
            if (slots[step].Kind == SlotKind.Temporary)
                drafts.Add(new(ElementOperation.Copy, [step], new(SlotKind.Output, output), default));
        }

        Slot Target(int step, int at) => outputs.TryGetValue(step, out var output) && at >= lastInput ? new(SlotKind.Output, output) : new(SlotKind.Temporary, Take());

        // Once nothing reads it any more.
        void Release(int step, int at)
        {
            if (slots[step].Kind == SlotKind.Temporary && steps[step].Kind is StepKind.Computed or StepKind.Second && lastRead[step] <= at)
                free.Add(slots[step].Index);
        }
    }

    // By step: the last one that reads it; none before all is over for those that wait.
    private int[] LastReads(IEnumerable<int> waiting)
    {
        var last = Enumerable.Range(0, steps.Count).ToArray();
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Kind != StepKind.Computed)
                continue;
            foreach (var operand in steps[i].Operands)
                last[operand] = i;
        }

        foreach (var step in waiting)
            last[step] = int.MaxValue;
        return last;
    }

    private bool ReadsArray(ElementStep step)
    {
        foreach (var operand in step.Operands)
        {
            if (steps[operand].Kind == StepKind.Input && !options.Single.Contains(steps[operand].A))
                return true;
        }

        return false;
    }

    // The step whose instruction gives a step's result.
    private int Computing(int step) => steps[step].Kind == StepKind.Second ? steps[step].A : step;

    private int Take()
    {
        if (free.Count == 0)
            return temporaries++;
        var taken = free.Min;
        free.Remove(taken);
        return taken;
    }

    private ElementInstruction Instruction(Draft draft)
    {
        var instruction = new ElementInstruction { Operation = draft.Operation, To = Number(draft.To), Second = Number(draft.Second) };
        (instruction.A, instruction.MaskA) = Operand(draft, 0);
        (instruction.B, instruction.MaskB) = Operand(draft, 1);
        (instruction.C, instruction.MaskC) = Operand(draft, 2);
        (instruction.D, instruction.MaskD) = Operand(draft, 3);
        instruction.StoresInside = draft.To.Kind == SlotKind.Temporary && draft.Second.Kind == SlotKind.Temporary;
        instruction.IsInside = instruction.StoresInside && draft.Operands.All(operand => slots[operand].Kind == SlotKind.Temporary || IsOne(slots[operand]));
        return instruction;
    }

    private (int Slot, int Mask) Operand(Draft draft, int index)
    {
        if (index >= draft.Operands.Length)
            return (0, 0);
        var slot = slots[draft.Operands[index]];
        return (Number(slot), IsOne(slot) ? 0 : -1);
    }

    // Whether there is one number for all elements.
    private bool IsOne(Slot slot) => slot.Kind == SlotKind.Constant || (slot.Kind == SlotKind.Input && options.Single.Contains(slot.Index));

    private int Number(Slot slot) => slot.Kind switch
    {
        SlotKind.Temporary => slot.Index,
        SlotKind.Constant => temporaries + slot.Index,
        SlotKind.Input => temporaries + constants.Count + slot.Index,
        _ => temporaries + constants.Count + inputs + slot.Index,
    };

    private readonly record struct Slot(SlotKind Kind, int Index);

    private sealed record Draft(ElementOperation Operation, ImmutableArray<int> Operands, Slot To, Slot Second);
}

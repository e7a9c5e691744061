namespace Hiwae.Programs;

// Enumerated variables, which every log-density that reads them is computed at all states of.
public sealed partial class Recorder
{
    private Enumeration? enumerated;

    /// <summary>The enumerated variables of a model, each in every joint state.</summary>
    /// <param name="states">Their states.</param>
    public ImmutableArray<Value> Enumerate(Enumeration states)
    {
        enumerated = states;
        return [.. states.Variables.Select((variable, index) => Record(output => new Operation.States(output, states, index), Level.State, variable.Size))];
    }

    /// <summary>What each proposal has, for each of its states, so that a layer that drops some of it drops other numbers in each; what all share stays as it is.</summary>
    /// <param name="value">The value.</param>
    public Value Each(Value value) => value.Level == Level.Sample ? Concat([value], Level.State) : value;

    /// <summary>The terms of the log weights of each proposal: those of states summed over, as one that the warm-up of training, which is inside it, does not scale.</summary>
    private ImmutableArray<Term> SummedTerms()
    {
        var ofStates = terms.Where(term => term.Value.Level == Level.State).ToArray();
        if (ofStates.Length == 0)
            return [.. terms];
        Begin($"Σ over {string.Join(", ", enumerated!.Variables.Select(variable => variable.Name))}");
        if (ofStates.Any(term => term.Kind == TermKind.Subtracted))
            Refuse("a proposal reads what is summed over");
        var sum = Record(output => new Operation.LogSum(output, [.. ofStates], enumerated.Count), Level.Sample, 1);

        // Operators draw one state of each proposal for its trace.
        Random(NoiseKind.Uniform, Level.Sample, 0, 1);
        return [.. terms.Where(term => term.Value.Level != Level.State), new(sum, TermKind.Observed)];
    }
}

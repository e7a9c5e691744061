using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Onnx;

/// <summary>What a model computes in evaluation, as a program, and where its variables and factors are in it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Program">Its bound.</param>
internal sealed record Recording(ModelDescription Model, Program Program)
{
    /// <summary>The recording of a network.</summary>
    /// <exception cref="ExportException">The network does not record what it computes.</exception>
    public static Recording Of<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        if (TModel.Description.Steps is > 0 and var steps)
            throw new ExportException(FormattableString.Invariant(
                $"{TModel.Description.Name} is of a sequence of {steps} steps, which is not exported: an ONNX file holds one pass through an encoder or a decoder. Export a model without [Repeat]."));
        var program = network.Record(isTraining: false);
        return program.Values.IsEmpty
            ? throw new ExportException($"{TModel.Description.Name}: {program.Refusal}, so that nothing is known of what it computes; let the generator write its network.")
            : new(TModel.Description, program);
    }

    /// <summary>The variable of the observation that a value is; null for a value that is none.</summary>
    public VariableDescription? Data(Value value) => Program.Values[value.Id].Source is ValueSource.Data data ? Model.Data.ElementAt(data.Index) : null;

    /// <summary>The variable that was drawn as a value, or is summed over; null for any other value.</summary>
    public VariableDescription? Drawn(Value value)
    {
        if (Program.Operations.OfType<Operation.States>().FirstOrDefault(states => states.Output.Id == value.Id) is { } states)
            return Model.Variables.First(variable => variable.Name == states.Table.Variables[states.Variable].Name);
        var part = Program.Draws.Where(draw => draw.Value.Id == value.Id).Select(draw => draw.Part).FirstOrDefault();
        return part is null ? null : Model.Variables.First(variable => variable.Factors.Any(factor => factor.Kind == FactorKind.Q && Part(factor) == part));
    }

    /// <summary>The variables that values depend on, in the order of declaration.</summary>
    /// <param name="values">The values.</param>
    /// <param name="leaf">The variable that a value is, behind which nothing is looked for; null for one that is computed.</param>
    public ImmutableArray<VariableDescription> Reached(IEnumerable<Value> values, Func<Value, VariableDescription?> leaf)
    {
        var (seen, open, found) = (new HashSet<int>(), new Stack<Value>(values), new HashSet<VariableDescription>());
        while (open.TryPop(out var value))
        {
            if (!seen.Add(value.Id))
                continue;
            if (leaf(value) is { } variable)
                found.Add(variable);
            else if (Program.Operations.FirstOrDefault(operation => operation.Output.Id == value.Id) is { } producer)
                Array.ForEach([.. producer.Inputs.OfType<Value>()], open.Push);
        }

        return [.. Model.Variables.Where(found.Contains)];
    }

    /// <summary>The density of a factor and its raw parameters.</summary>
    /// <exception cref="ExportException">The density is written with tensors alone.</exception>
    public RecordedDensity Density(FactorDescription factor) =>
        Program.Operations.Where(operation => operation.Part == Part(factor)).Select(RecordedDensity.Of).FirstOrDefault(density => density is not null)
            ?? throw new ExportException(
                $"{Model.Name}: the density {factor.Density} of {Part(factor)} is written with tensors, so that there are no operators for it in an ONNX file; write it as an IFormula, or declare another one.");

    /// <summary>The name of a factor, by which the program knows it as well.</summary>
    public string Part(FactorDescription factor) => Formula.Of(Model, factor);
}

/// <summary>A density as a program has it.</summary>
/// <param name="Form">The family, or that of a mixture's components.</param>
/// <param name="Raw">The raw parameters.</param>
/// <param name="Heads">The number of heads that these are of, one block after another; 1 for a proposal's own.</param>
/// <param name="Components">The number of components of a mixture.</param>
internal sealed record RecordedDensity(DensityForm Form, Value Raw, int Heads, int Components)
{
    /// <summary>The density that an operation takes; null for any other operation.</summary>
    public static RecordedDensity? Of(Operation operation) => operation switch
    {
        Operation.LogDensity density => new(density.Density, density.Raw, 1, density.Components),
        Operation.Cross cross => new(cross.Density, cross.AllHeads, cross.Heads, 1),
        _ => null,
    };
}

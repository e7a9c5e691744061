namespace Hiwae;

/// <summary>Checks of the tensors that enter as data: their number, shapes, types and values.</summary>
internal static class ObservationChecks
{
    /// <summary>The values, [rows, size] each, where all is as the model takes it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="observation">The tensors.</param>
    /// <param name="variables">The variables that they are values of.</param>
    /// <param name="what">How a message begins to speak of these variables.</param>
    /// <param name="rows">The number of rows that there must be; as many as the first tensor has where null.</param>
    /// <param name="kind">The element type and the device; any where null.</param>
    /// <exception cref="ArgumentException">Something is not.</exception>
    public static ImmutableArray<Tensor> Check(
        ModelDescription model, Observation observation, ImmutableArray<VariableDescription> variables, string what, long? rows, ElementKind? kind)
    {
        CheckNumber(model, observation, variables, what);
        var builder = ImmutableArray.CreateBuilder<Tensor>(variables.Length);
        foreach (var (variable, value) in variables.Zip(observation.Values.IsDefault ? [] : observation.Values))
        {
            var flat = Flat(model, variable, value);
            builder.Add(kind is { } wanted ? wanted.Check(model, variable, flat) : flat);
        }

        ImmutableArray<Tensor> values = builder.MoveToImmutable();
        CheckRows(model, variables, values, rows);
        CheckValues(model, variables, values);
        return values;
    }

    /// <summary>Checks that there is one tensor for each variable.</summary>
    /// <exception cref="ArgumentException">There are more or fewer, or one is null.</exception>
    public static void CheckNumber(ModelDescription model, Observation observation, ImmutableArray<VariableDescription> variables, string what)
    {
        ImmutableArray<Tensor> values = observation.Values.IsDefault ? [] : observation.Values;
        if (values.Length != variables.Length || values.Any(value => value is null))
            throw new ArgumentException(
                $"{model.Name}: {what} {variables.Length} variable(s) ({string.Join(", ", variables.Select(v => v.Name))}), " +
                $"but {values.Count(value => value is not null)} tensor(s) were passed; pass one for each, in this order.");
    }

    /// <summary>The observation where its tensors, whose shapes and values are known to be right, are of a kind.</summary>
    /// <exception cref="ArgumentException">One is of another type, or on another device.</exception>
    public static Observation OfKind(ModelDescription model, Observation observation, ElementKind? kind)
    {
        if (kind is { } wanted)
        {
            foreach (var (variable, value) in model.Data.Zip(observation.Values))
                wanted.Check(model, variable, value);
        }

        return observation;
    }

    /// <summary>[rows, size], of a tensor in that shape or in the declared one.</summary>
    /// <exception cref="ArgumentException">It is in another.</exception>
    public static Tensor Flat(ModelDescription model, VariableDescription variable, Tensor value)
    {
        var shape = value.shape;
        if (shape.Length == 2 && shape[1] == variable.Size)
            return value;
        return shape.Length > 2 && IsEvent(variable, shape.AsSpan(1)) ? value.flatten(1) : throw WrongShape(model, variable, shape);
    }

    private static ArgumentException WrongShape(ModelDescription model, VariableDescription variable, long[] shape)
    {
        var remedy = shape switch
        {
            _ when IsEvent(variable, shape) || (shape.Length == 1 && shape[0] == variable.Size) => "; for a single datum pass it with unsqueeze(0)",
            [_, var height, var width, var channels] when IsEvent(variable, [channels, height, width]) => "; its channels come last: pass it with permute(0, 3, 1, 2)",
            { Length: > 2 } when Product(shape.Skip(1)) == variable.Size => "; pass it with flatten(1)",
            [var height, var width, var channels] when IsEvent(variable, [channels, height, width]) =>
                "; its channels come last: for a single datum pass it with permute(2, 0, 1).unsqueeze(0)",
            { Length: 1 } when variable.Size == 1 => "; pass it with unsqueeze(1)",
            { Length: > 1 } when Product(shape) == variable.Size => $"; for a single datum pass it with reshape(1, {variable.Size})",
            { Length: 2 } when shape[0] == variable.Size => "; if its columns are the data, pass it transposed, with t()",
            _ => $"; pass {variable.Size} values for each datum",
        };
        var declared = variable.Shape.Length > 1 ? $" or [batch, {string.Join(", ", variable.Shape)}]" : "";
        return new($"{model.Name}.{variable.Name} has shape [{string.Join(", ", shape)}]; it must be [batch, {variable.Size}]{declared}{remedy}.");
    }

    private static long Product(IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => product * size);

    private static bool IsEvent(VariableDescription variable, ReadOnlySpan<long> shape)
    {
        if (shape.Length != variable.Shape.Length)
            return false;
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] != variable.Shape[i])
                return false;
        }

        return true;
    }

    private static void CheckRows(ModelDescription model, ImmutableArray<VariableDescription> variables, ImmutableArray<Tensor> values, long? rows)
    {
        foreach (var (variable, value) in variables.Zip(values))
        {
            var found = value.shape[0];
            if (rows is { } wanted && found != wanted)
                throw new ArgumentException($"{model.Name}.{variable.Name} has {found} rows, but {wanted} samples are to be drawn; pass a row for each, or ask for {found}.");
            if (found != values[0].shape[0])
                throw new ArgumentException(
                    $"{model.Name}.{variable.Name} has {found} rows, but {model.Name}.{variables[0].Name} has {values[0].shape[0]}; pass as many of each, a row for a datum.");
            if (found == 0)
                throw new ArgumentException($"{model.Name}.{variable.Name} is empty, of shape [0, {variable.Size}]; pass at least one row.");
        }
    }

    private static void CheckValues(ModelDescription model, ImmutableArray<VariableDescription> variables, ImmutableArray<Tensor> values)
    {
        using var scope = NewDisposeScope();

        // What is given comes first: a mask says which of the other values count.
        foreach (var (variable, value) in variables.Zip(values).OrderBy(pair => pair.First.Role == Role.Given ? 0 : 1))
        {
            var mask = variable.Mask is { } name ? variables.Zip(values).First(pair => pair.First.Name == name).Second : null;
            mask = mask is null ? null : Missing.Spread(mask.reshape(mask.shape[0], -1), variable.Size);
            ValueSet.Of(model, variable).Check(model, variable, value, mask);
        }
    }
}

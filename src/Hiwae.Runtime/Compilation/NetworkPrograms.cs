using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>Recorded and compiled programs of a network, for evaluation and for each estimator and precision of training; recorded anew when other parameters are learned.</summary>
/// <param name="record">Records the bound, with dropout or without, for an estimator of its gradient.</param>
/// <param name="clearGradients">Clears the gradients of all parameters.</param>
internal sealed class NetworkPrograms(Func<bool, Gradient, Program> record, Action clearGradients) : IDisposable
{
    // Evaluations of one network may run on several threads.
    private readonly Lock gate = new();
    private readonly Dictionary<(bool IsTraining, Gradient Gradient, Precision Precision), (Program Program, CompiledProgram? Compiled)> known = [];

    /// <summary>The programs of a network.</summary>
    public static NetworkPrograms Of<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel> =>
        network.Companion(owner => new NetworkPrograms(owner.Record, () => owner.zero_grad()));

    /// <summary>The program as the parameters are now.</summary>
    public Program Program(bool isTraining, Gradient gradient = Gradient.Reparameterised, Precision precision = Precision.Float32)
    {
        lock (gate)
        {
            if (known.TryGetValue((isTraining, gradient, precision), out var found) && IsCurrent(found.Program))
                return found.Program;

            // What was compiled before may be running on another thread: it goes with the last who has it.
            var program = record(isTraining, gradient);
            known[(isTraining, gradient, precision)] = (program, null);
            return program;
        }
    }

    /// <summary>The program, compiled.</summary>
    public CompiledProgram Compiled(bool isTraining, Gradient gradient = Gradient.Reparameterised, Precision precision = Precision.Float32)
    {
        lock (gate)
        {
            var program = Program(isTraining, gradient, precision);
            if (known[(isTraining, gradient, precision)].Compiled is { } compiled)
                return compiled;

            // It overwrites the gradients of what it learns alone: what others left elsewhere would be taken for its own.
            if (isTraining)
                clearGradients();
            compiled = new(program, precision);
            known[(isTraining, gradient, precision)] = (program, compiled);
            return compiled;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var (_, compiled) in known.Values)
                compiled?.Dispose();
            known.Clear();
        }
    }

    private static bool IsCurrent(Program program)
    {
        foreach (var (_, source, isDifferentiable) in program.Values)
        {
            if (source is ValueSource.Parameter { Index: var index } && isDifferentiable != program.Parameters[index]().requires_grad)
                return false;
        }

        return true;
    }
}

using Hiwae.Compilation;
using Hiwae.Networks;

namespace Hiwae.Annealing;

/// <summary>
/// log p(x) by annealed importance sampling (Neal 2001; of decoders, Wu et al. 2017), and between two bounds on simulated data by bidirectional Monte Carlo (Grosse et al. 2015). Of the declared model
/// it is P alone that is looked at; Q only where chains are to start from it.
/// </summary>
public static class AnnealedImportance
{
    // Chains that go through the model together: a block of a compiled step for each of two threads.
    private const int ChainsTogether = 384;

    /// <summary>The number of moves that are made for each datum, those by which step sizes are found included: what a watch counts. Chains that are too many to go through the model together move in parts, each by itself.</summary>
    /// <param name="options">The number of temperatures, and of chains.</param>
    /// <param name="isSandwich">Whether chains go both ways.</param>
    public static long Moves(AnnealingOptions options, bool isSandwich = false) =>
        Parts(options.Chains).Length * (StepSizes.Moves(options.Steps) + ((isSandwich ? 2L : 1) * (options.Steps - 1)));

    /// <summary>The numbers of chains of a datum that go through the model together.</summary>
    internal static int[] Parts(int chains)
    {
        var parts = (chains + ChainsTogether - 1) / ChainsTogether;
        return [.. Enumerable.Range(0, parts).Select(part => (int)(((long)chains * (part + 1) / parts) - ((long)chains * part / parts)))];
    }

    /// <summary>Why chains of a model cannot start from its prior, as a clause; null where they can.</summary>
    public static string? PriorObstacle<TModel>() where TModel : class, IModel<TModel> => PriorStart<TModel>.Obstacle;

    /// <summary>Which path log p(x, z) of a network is computed on.</summary>
    /// <param name="network">The model.</param>
    /// <param name="path">The path asked for.</param>
    /// <exception cref="ArgumentException">The compiled path was asked for, and is not possible.</exception>
    public static StepDecision Decide<TModel>(ModelNetwork<TModel> network, StepPath path) where TModel : class, IModel<TModel> =>
        path == StepPath.Portable ? new(false, "that was asked for") : StepChoice.Decide(network.JointProgram(), network.GetName(), path);

    /// <summary>An estimate of log p(x) of every datum, a block of data at a time: on average below log p(x), the nearer the more temperatures and chains.</summary>
    /// <param name="network">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="options">The number of temperatures and chains, and where they start.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the data do not fit the model; a latent variable is discrete; or chains cannot start where they are to.</exception>
    /// <exception cref="OperationCanceledException">The watch stopped it; blocks that were returned before stand.</exception>
    public static IEnumerable<AnnealedEstimate[]> LogLikelihoods<TModel>(ModelNetwork<TModel> network, Observation data, AnnealingOptions options)
        where TModel : class, IModel<TModel> => LogLikelihoods(network, data, options, ChainRules.Right);

    /// <summary>Data that are drawn from a model, with the latent values that they come from: these are exact posterior samples.</summary>
    /// <param name="network">The model.</param>
    /// <param name="count">The number of data.</param>
    /// <param name="seed">The seed of the draws. They have nothing in common with those of an evaluation, or of chains, that are given the same seed.</param>
    /// <param name="given">The values of the given variables, each [count, size]; nothing for a model that has none.</param>
    /// <exception cref="ArgumentException">A given variable has no value, or one of the wrong shape.</exception>
    /// <exception cref="InvalidOperationException">The model has a target, from which nothing can be drawn.</exception>
    public static Simulation Simulate<TModel>(ModelNetwork<TModel> network, int count, long seed, Observation given = default) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var mode = EvaluationMode.Begin();
        var model = TModel.Description;
        var trace = network.Generate(count, NetworkNoise.Of(network, given, AnnealingSeeds.OfSimulation(seed)), given);
        var values = model.Variables.Zip(trace.Variables).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        var data = model.Data.Any() ? new Observation([.. model.Data.Select(variable => values[variable.Name])]) : Observation.Nothing(count);
        ImmutableArray<Tensor> latents = [.. model.Latents.Select(variable => values[variable.Name])];
        scope.MoveToOuter(data.Values.IsDefault ? latents : data.Values.Concat(latents));
        return new(data, latents);
    }

    /// <summary>log p(x) of simulated data between two estimates, a block of data at a time: chains from the start density, and chains back from the exact posterior sample.</summary>
    /// <param name="network">The model.</param>
    /// <param name="simulation">The data, from <see cref="Simulate"/>.</param>
    /// <param name="options">The number of temperatures and chains, and where they start.</param>
    /// <inheritdoc cref="LogLikelihoods{TModel}(ModelNetwork{TModel}, Observation, AnnealingOptions)" path="/exception"/>
    public static IEnumerable<Sandwich[]> Sandwiches<TModel>(ModelNetwork<TModel> network, Simulation simulation, AnnealingOptions options)
        where TModel : class, IModel<TModel> => Sandwiches(network, simulation, options, ChainRules.Right);

    internal static IEnumerable<AnnealedEstimate[]> LogLikelihoods<TModel>(ModelNetwork<TModel> network, Observation data, AnnealingOptions options, ChainRules rules)
        where TModel : class, IModel<TModel> => Blocks(network, data, options, isSandwich: false, rules, (block, _) => block.Forward());

    internal static IEnumerable<Sandwich[]> Sandwiches<TModel>(ModelNetwork<TModel> network, Simulation simulation, AnnealingOptions options, ChainRules rules)
        where TModel : class, IModel<TModel> => Blocks(network, simulation.Data, options, isSandwich: true, rules, (block, start) =>
        {
            using var scope = NewDisposeScope();
            var exact = LatentPoints.Of(simulation.Narrow(start, block.Count).Latents);
            return block.Forward().Zip(block.Backward(exact), (forward, backward) => new Sandwich(forward, backward)).ToArray();
        });

    private static IEnumerable<T[]> Blocks<TModel, T>(
        ModelNetwork<TModel> network, Observation data, AnnealingOptions options, bool isSandwich, ChainRules rules, Func<AnnealedBlock<TModel>, long, T[]> measure)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        var map = Unconstrained.Of(TModel.Description);
        if (options.Start == AnnealingStart.Prior && PriorObstacle<TModel>() is { } obstacle)
            throw new ArgumentException($"{TModel.Description.Name}: chains cannot start from the prior: {obstacle}. Let them start from the proposals ({nameof(AnnealingStart)}.{nameof(AnnealingStart.Proposal)}).");
        var isCompiled = Decide(network, options.Step).IsCompiled;
        return Go();

        // Between blocks no scope and no mode is open: what the caller makes there is the caller's. Each enumeration has a program of its own.
        IEnumerable<T[]> Go()
        {
            using var program = isCompiled ? new CompiledProgram(network.JointProgram()) : null;
            var some = Math.Max(1, ChainsTogether / options.Chains);
            for (long start = 0; start < data.Batch; start += some)
                yield return Block(program, start, Math.Min(some, data.Batch - start));
        }

        T[] Block(CompiledProgram? program, long start, long count)
        {
            using var scope = NewDisposeScope();
            using var mode = EvaluationMode.Begin();
            var part = network.Checked(data.Narrow(start, count));
            using var watched = options.Watch?.BeginAll(part.Batch * Moves(options, isSandwich));
            return measure(new(network, part, map, program, options, rules, start), start);
        }
    }
}

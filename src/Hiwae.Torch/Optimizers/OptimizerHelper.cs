namespace TorchSharp.Modules;

/// <summary>What optimisers with parameter groups have in common.</summary>
public abstract class OptimizerHelper : torch.optim.Optimizer
{
    private protected readonly Dictionary<Parameter, OptimizerState> States = new(ReferenceEqualityComparer.Instance);

    protected OptimizerOptions? _defaults;

    public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

    /// <summary>Sets the gradients to zero; they stay allocated.</summary>
    public override void zero_grad()
    {
        foreach (var parameter in parameters())
        {
            using var grad = parameter.grad;
            grad?.zero_().Dispose();
        }
    }

    public override void add_param_group(ParamGroup param_group)
    {
        foreach (var parameter in param_group.Parameters)
        {
            if (States.ContainsKey(parameter))
                throw new ArgumentException("A parameter is in two groups of the optimiser; put each in one.", nameof(param_group));
        }
        param_group.Options.InitialLearningRate = param_group.Options.LearningRate ?? 0;
        _parameter_groups.Add(param_group);
        foreach (var parameter in param_group.Parameters)
        {
            var state = NewState(parameter);
            state.Initialize(param_group.Options);
            States[parameter] = state;
        }
    }

    /// <summary>Options and state as they are, not copied.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            var indices = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(States[parameter]);
            }
            dictionary.StateIndexRef.Add(indices);
        }
        return dictionary;
    }

    /// <summary>Copies options and state from an optimiser over the same parameters.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var mine = this.state_dict();
        if (mine.Options.Count != state_dict.Options.Count || mine.State.Count != state_dict.State.Count)
        {
            throw new ArgumentException(
                $"The state has {state_dict.Options.Count} groups with {state_dict.State.Count} parameters, the optimiser {mine.Options.Count} with "
                + $"{mine.State.Count}; load the state of an optimiser over the same parameters.", nameof(state_dict));
        }
        for (var i = 0; i < mine.Options.Count; i++)
            mine.Options[i].LoadStateDict(state_dict.Options[i]);
        for (var i = 0; i < mine.State.Count; i++)
            mine.State[i].LoadStateDict(state_dict.State[i]);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        var mine = state_dict();
        writer.Write(mine.Options.Count);
        mine.Options.ForEach(options => options.SaveStateDict(writer));
        writer.Write(mine.State.Count);
        mine.State.ForEach(state => state.SaveStateDict(writer));
    }

    public void load_state_dict(BinaryReader reader)
    {
        var mine = state_dict();
        Demand("groups", mine.Options.Count, reader.ReadInt32());
        mine.Options.ForEach(options => options.LoadStateDict(reader));
        Demand("parameters", mine.State.Count, reader.ReadInt32());
        mine.State.ForEach(state => state.LoadStateDict(reader));
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void to(torch.Device device)
    {
        foreach (var state in States.Values)
            state.to(device);
    }

    private protected abstract OptimizerState NewState(Parameter parameter);

    /// <summary>Runs a closure for the loss, then the update of each group without recording it, and releases what the update made.</summary>
    protected torch.Tensor _step<T>(Action<T> body, Func<torch.Tensor>? loss_closure = null) where T : ParamGroup
    {
        torch.Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var recording = torch.enable_grad();
            loss = loss_closure();
        }
        using var quiet = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        foreach (var group in _parameter_groups)
            body((T)group);
        return loss!;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        foreach (var state in States.Values)
            (state as IDisposable)?.Dispose();
        States.Clear();
    }

    private static void Demand(string what, int mine, int theirs)
    {
        if (mine != theirs)
            throw new ArgumentException($"The saved state has {theirs} {what}, the optimiser {mine}; load the state of an optimiser over the same parameters.");
    }
}

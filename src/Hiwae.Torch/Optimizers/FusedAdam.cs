using Hiwae.Torch;

namespace TorchSharp.Modules;

/// <summary>A step of Adam over all parameters of a group in one native pass.</summary>
internal sealed unsafe class FusedAdam
{
    // Kept from step to step, so that a step allocates nothing.
    private Adam.State[] _states = [];
    private nint[] _handles = [];
    private long[] _steps = [];

    /// <summary>Takes the step, or leaves everything as it is and returns false where a tensor is not plain.</summary>
    public bool TryStep(Adam.ParamGroup group, Dictionary<Parameter, OptimizerState> states)
    {
        if (!Fused.IsOn)
            return false;
        var options = group.Options;
        var count = Gather(group.Parameters, states);
        var done = 0;
        fixed (nint* handles = _handles)
        fixed (long* steps = _steps)
        {
            var largest = options.amsgrad == true ? handles + (3 * count) : null;
            Native.Check(Native.hiwae_adam(handles, handles + count, handles + (2 * count), largest, steps, count, options.LearningRate!.Value,
                options.beta1!.Value, options.beta2!.Value, options.eps!.Value, options.weight_decay!.Value, options.maximize == true ? 1 : 0, &done));
        }
        GC.KeepAlive(group);
        if (done == 0)
            return false;
        for (var i = 0; i < count; i++)
            _states[i].step = _steps[i];
        return true;
    }

    // The handles of all parameters, then of their moments: tensors may have been replaced since the last step.
    private int Gather(IEnumerable<Parameter> parameters, Dictionary<Parameter, OptimizerState> states)
    {
        var list = parameters as IReadOnlyList<Parameter> ?? [.. parameters];
        var count = list.Count;
        if (_states.Length < count)
        {
            _states = new Adam.State[count];
            _handles = new nint[4 * count];
            _steps = new long[count];
        }
        for (var i = 0; i < count; i++)
        {
            var state = _states[i] = (Adam.State)states[list[i]];
            _steps[i] = state.step;
            _handles[i] = list[i].Handle;
            _handles[count + i] = state.exp_avg?.Handle ?? 0;
            _handles[(2 * count) + i] = state.exp_avg_sq?.Handle ?? 0;
            _handles[(3 * count) + i] = state.max_exp_avg_sq?.Handle ?? 0;
        }
        return count;
    }
}

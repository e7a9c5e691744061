using Hiwae.Programs;
using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>
/// Learned data at which the proposal is a component of the prior (VampPrior, Tomczak and Welling 2018): each is kept
/// within the support of what it stands for.
/// </summary>
public sealed class PseudoInputs : Module
{
    private readonly ImmutableArray<(int Size, Support Support)> parents;

    // Not readonly, and named as it is registered: moving the module to another device or type puts a new parameter here.
    private Parameter raw;

    /// <summary>Standard normal before they are brought into the supports.</summary>
    /// <param name="name">The submodule's name, such as <c>p_z</c>.</param>
    /// <param name="parents">Size and support of each parent of the proposal, at least one.</param>
    /// <param name="count">The number of components, at least 1.</param>
    /// <param name="noise">Draws the start.</param>
    /// <exception cref="ArgumentException">There is no parent, or a size or the count is not positive.</exception>
    public PseudoInputs(string name, ReadOnlySpan<(int Size, Support Support)> parents, int count, Noise noise)
        : base(name)
    {
        this.parents = [.. parents];
        if (this.parents.IsEmpty || this.parents.Any(parent => parent.Size < 1))
            throw new ArgumentException(
                $"{name} has {this.parents.Length} parents of sizes [{string.Join(", ", this.parents.Select(p => p.Size))}]; it needs at least one, each of at least 1 value.", nameof(parents));
        if (count < 1)
            throw new ArgumentException($"{name}: the number of pseudo-inputs is {count}; it must be at least 1.", nameof(count));
        using var scope = NewDisposeScope();
        raw = noise.Normal(count, this.parents.Sum(parent => parent.Size)).AsParameter();
        register_parameter(nameof(raw), raw);
    }

    /// <summary>One value for each parent, [1, count, size].</summary>
    public Tensor[] Inputs()
    {
        using var scope = NewDisposeScope();
        var all = raw.unsqueeze(0);
        var inputs = new Tensor[parents.Length];
        long column = 0;
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = scope.MoveToOuter(Constrain(parents[i].Support, all.narrow(2, column, parents[i].Size)));
            column += parents[i].Size;
        }

        return inputs;
    }

    /// <summary>Records what <see cref="Inputs"/> computes: one value for each parent, with a row for each component.</summary>
    public Value[] Record(Recorder recorder)
    {
        var all = recorder.Parameter(() => raw, (int)raw.shape[0]);
        int[] starts = [.. parents.Select((_, i) => parents.Take(i).Sum(parent => parent.Size))];
        return [.. parents.Select((parent, i) => recorder.Constrain(all, parent.Support, starts[i], parent.Size))];
    }

    private static Tensor Constrain(Support support, Tensor value) => support switch
    {
        Support.Binary or Support.UnitInterval or Support.EightBit => value.sigmoid(),
        Support.OneHot => value.softmax(-1),
        Support.Positive => nn.functional.softplus(value),
        _ => value,
    };
}

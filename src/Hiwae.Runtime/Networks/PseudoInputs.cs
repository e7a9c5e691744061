using Hiwae.Programs;
using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>
/// Learned data at which the proposal is a component of the prior (VampPrior, Tomczak and Welling 2018): each is kept
/// within the support of what it stands for.
/// </summary>
public sealed class PseudoInputs : Module
{
    // So many of the numbers that were drawn tell whether the parameter is still as it was drawn.
    private const int Remembered = 16;

    private readonly ImmutableArray<(int Size, Support Support)> parents;

    // Null from where they are started at data.
    private float[]? drawn;

    // Not readonly, and named as it is registered: moving the module to another device or type puts a new parameter here.
    private Parameter raw;

    /// <summary>
    /// Standard normal before they are brought into the supports. That is far from any data, and training does not lead out of it: they are to be started at data, see <see cref="Start"/>.
    /// </summary>
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
        ParameterRoom.CheckRows(name, count, this.parents.Sum(parent => (long)parent.Size), noise.DType);
        using var scope = NewDisposeScope();
        raw = noise.Normal(count, this.parents.Sum(parent => parent.Size)).AsParameter();
        register_parameter(nameof(raw), raw);
        drawn = First();
    }

    /// <summary>The number of components.</summary>
    public int Count => checked((int)raw.shape[0]);

    /// <summary>Whether they still are the noise that they were made with: neither started at data, nor loaded, nor trained.</summary>
    public bool AreNoise
    {
        get
        {
            // Once they are something else they stay so, and need not be looked at any more.
            if (drawn is not null && !drawn.Zip(First()).All(pair => Math.Abs(pair.First - pair.Second) <= 0.01f * (0.1f + Math.Abs(pair.First))))
                drawn = null;
            return drawn is not null;
        }
    }

    /// <summary>
    /// Puts them at data: each at a row of its own, drawn without replacement where there are as many rows as components, and a little apart from it. Gradients
    /// and moments of an optimiser stay what they are.
    /// </summary>
    /// <param name="rows">A value for each parent of the proposal, [rows, size] each, as the proposal reads it; at least one row.</param>
    /// <param name="noise">Draws rows and distances.</param>
    /// <exception cref="ArgumentException">The number of values or a shape is another, or there is no row.</exception>
    public void Start(ReadOnlySpan<Tensor> rows, Noise noise)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        Tensor[] values = [.. rows];
        Check(values);
        var picks = Picks(values[0].shape[0], noise).to(raw.device);
        Tensor[] starts = [.. parents.Select((parent, i) => PseudoInputStart.Raw(parent.Support, values[i].to(raw.dtype, raw.device)).index_select(0, picks))];
        raw.copy_(cat([.. parents.Select((parent, i) => PseudoInputStart.Apart(parent.Support, starts[i], noise))], dim: 1));
        drawn = null;
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
        Support.Positive or Support.Count => nn.functional.softplus(value),
        _ => value,
    };

    /// <summary>A row for each component: orders of all rows, one after another, until there are enough.</summary>
    private Tensor Picks(long rows, Noise noise) =>
        cat([.. Enumerable.Range(0, checked((int)((Count + rows - 1) / rows))).Select(_ => noise.Permutation(rows))], 0).narrow(0, 0, Count);

    private void Check(Tensor[] values)
    {
        var rows = values.Length > 0 && values[0].shape is [var first, ..] ? first : 0;
        if (rows > 0 && values.Length == parents.Length && values.Zip(parents).All(pair => pair.First.shape is [var count, var size] && count == rows && size == pair.Second.Size))
            return;
        throw new ArgumentException(
            $"{GetName()} is to start at values of shapes {string.Join(", ", values.Select(value => $"[{string.Join(", ", value.shape)}]"))}; "
            + $"give {parents.Length}, of shapes {string.Join(", ", parents.Select(parent => $"[rows, {parent.Size}]"))}, with at least one row.");
    }

    private float[] First()
    {
        using var scope = NewDisposeScope();
        var flat = raw.detach().flatten();
        return flat.narrow(0, 0, Math.Min(Remembered, flat.numel())).to_type(ScalarType.Float32).cpu().data<float>().ToArray();
    }
}

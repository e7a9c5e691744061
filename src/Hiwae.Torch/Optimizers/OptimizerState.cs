using Hiwae.Torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser remembers about a parameter.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    public abstract void Initialize(OptimizerOptions options);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(torch.Device device)
    {
    }

    /// <summary>A tensor of zeros like the parameter, owned by no scope.</summary>
    private protected torch.Tensor Zeros()
    {
        using var quiet = torch.no_grad();
        return Ops.zeros_like.One(_parameter).DetachFromDisposeScope();
    }

    private protected static void Write(BinaryWriter writer, torch.Tensor? tensor)
    {
        writer.Write(tensor is not null);
        if (tensor is null)
            return;
        using var contiguous = tensor.contiguous().DetachFromDisposeScope();
        writer.Write(contiguous.bytes.Length);
        writer.Write(contiguous.bytes);
    }

    private protected void Read(BinaryReader reader, ref torch.Tensor? tensor)
    {
        if (!reader.ReadBoolean())
            return;
        tensor ??= Zeros();
        var expected = tensor.bytes.Length;
        var count = reader.ReadInt32();
        if (count != expected)
            throw new InvalidDataException($"The saved state of a parameter has {count} bytes, the parameter {expected}; load the state of an optimiser over the same parameters.");
        reader.ReadExactly(tensor.bytes);
    }

    private protected void Copy(torch.Tensor? source, ref torch.Tensor? target)
    {
        if (source is null)
            return;
        using var quiet = torch.no_grad();
        (target ??= Zeros()).copy_(source);
    }

    private protected static void Move(ref torch.Tensor? tensor, torch.Device device)
    {
        if (tensor is null)
            return;
        tensor = tensor.to(device, disposeAfter: true).DetachFromDisposeScope();
    }

    private protected static bool Close(torch.Tensor? left, torch.Tensor? right) =>
        left is null || right is null ? left is null && right is null : left.allclose(right);
}

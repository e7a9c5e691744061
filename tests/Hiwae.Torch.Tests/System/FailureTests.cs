using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>What libtorch refuses is an exception with its message, and the process goes on.</summary>
public class FailureTests
{
    private static readonly Dictionary<string, (Action Act, string Says)> Faults = new()
    {
        ["add"] = (() => (ones(2) + ones(3)).Dispose(), "size of tensor a (2) must match"),
        ["matmul"] = (() => ones(2, 3).matmul(ones(2, 3)).Dispose(), "shapes cannot be multiplied"),
        ["cat"] = (() => cat([ones(2, 3), ones(3, 2)], 0).Dispose(), "Sizes of tensors must match"),
        ["reshape"] = (() => ones(2, 3).reshape(4, 2).Dispose(), "invalid for input of size 6"),
        ["wrong type"] = (() => ones(2, 2, int64).mm(ones(2, 2)).Dispose(), "scalar type"),
        ["not a leaf"] = (() => ones(1).backward(), "does not require grad"),
        ["unused input"] = (() => autograd.grad([ones(1, requires_grad: true)], [ones(1, requires_grad: true)]), "not have been used"),
        ["index"] = (() => ones(3).select(0, 5).Dispose(), "out of range"),
        ["no such operator"] = (() => new Operator("no_such_operator").One(), "no_such_operator"),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_throws_and_the_next_call_works(string name)
    {
        using var scope = NewDisposeScope();
        var (act, says) = Faults[name];
        for (var time = 0; time < 3; time++)
            Assert.Contains(says, Assert.Throws<ExternalException>(act).Message);
        Assert.Equal(2, (ones(1) + 1).item<float>());
    }

    [Fact]
    public void Going_back_twice_throws()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        var loss = x.exp().sum();
        loss.backward();
        Assert.Contains("second time", Assert.Throws<ExternalException>(loss.backward).Message);
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>Who owns a tensor, and when it goes.</summary>
public class ScopeTests
{
    [Fact]
    public void A_scope_releases_what_was_made_in_it_and_keeps_what_was_moved_out()
    {
        using var outer = NewDisposeScope();
        Tensor kept, dropped, loose;
        using (var inner = NewDisposeScope())
        {
            Assert.Same(inner, CurrentDisposeScope);
            kept = ones(2).MoveToOuterDisposeScope();
            loose = ones(2).DetachFromDisposeScope();
            dropped = ones(2);
            Assert.Equal(1, inner.DisposablesCount);
        }
        Assert.True(dropped.IsInvalid);
        Assert.False(kept.IsInvalid);
        Assert.True(outer.Contains(kept));
        outer.Dispose();
        Assert.True(kept.IsInvalid);
        Assert.False(loose.IsInvalid);
        loose.Dispose();
        Assert.True(loose.IsInvalid);
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void A_scope_can_be_given_tensors_and_spare_some()
    {
        using var loose = ones(1);
        using var scope = NewDisposeScope();
        scope.Attach(loose);
        var spared = ones(1);
        scope.DisposeEverythingBut(spared);
        Assert.True(loose.IsInvalid);
        Assert.False(spared.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void Disposing_twice_and_using_afterwards_is_safe()
    {
        var t = ones(3);
        t.Dispose();
        t.Dispose();
        Assert.Throws<InvalidOperationException>(() => t + 1);
    }

    [Fact]
    public void Ten_thousand_iterations_leave_nothing_alive()
    {
        using var weight = ones(3, 3, requires_grad: true);
        void Iterate()
        {
            using var scope = NewDisposeScope();
            var loss = (randn(2, 3).matmul(weight).softplus().sum(-1) - 1).logsumexp(0);
            loss.backward();
            loss.item<float>();
            foreach (var part in weight.chunk(3))
                part.square();
        }
        Iterate();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 10_000; i++)
            Iterate();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Statistics_count_what_happens()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        using (var scope = NewDisposeScope())
        {
            ones(1);
            scope.Detach(ones(1)).Dispose();
        }
        Assert.Equal(2, statistics.CreatedInScopeCount);
        Assert.Equal(1, statistics.DisposedInScopeCount);
        Assert.Equal(1, statistics.DisposedOutsideScopeCount);
        Assert.Equal(1, statistics.DetachedFromScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }
}

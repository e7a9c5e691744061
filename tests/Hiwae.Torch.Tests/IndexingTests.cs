using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>Reading and writing parts of tensors.</summary>
public class IndexingTests
{
    private static Tensor Grid() => arange(12, dtype: float64).view(3, 4);

    [Fact]
    public void Parts_are_read_by_number_slice_mask_and_list()
    {
        using var scope = NewDisposeScope();
        var t = Grid();
        Approximately.Equal([4.0, 5.0, 6.0, 7.0], t[1], 0);
        Approximately.Equal([11.0], t[-1, -1], 0);
        Approximately.Equal([1.0, 5.0, 9.0], t[TensorIndex.Colon, 1], 0);
        Approximately.Equal([3.0, 7.0, 11.0], t[TensorIndex.Ellipsis, -1], 0);
        Approximately.Equal([0.0, 2.0], t[0, TensorIndex.Slice(0, 4, 2)], 0);
        Approximately.Equal([5.0, 6.0], t[1, 1..3], 0);
        Assert.Equal([3, 1, 4], t[TensorIndex.Colon, TensorIndex.None].shape);
        Approximately.Equal([9.0, 10.0, 11.0], t[t > 8], 0);
        Approximately.Equal([8.0, 0.0], t[TensorIndex.Tensor(tensor([2L, 0L])), 0], 0);
    }

    [Fact]
    public void Parts_are_written_in_place()
    {
        using var scope = NewDisposeScope();
        var t = Grid();
        t[0] = zeros(4, dtype: float64);
        t[1, 2] = tensor(-1.0);
        t[TensorIndex.Colon, 3] = tensor(9.0);
        t[t < 0] = tensor(5.0);
        Approximately.Equal([0.0, 0, 0, 9, 4, 5, 5, 9, 8, 9, 10, 9], t, 0);
    }

    [Fact]
    public void Elements_are_read_in_order_whatever_the_strides()
    {
        using var scope = NewDisposeScope();
        var t = Grid().t();
        Assert.False(t.is_contiguous());
        Assert.Equal([0.0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], t.data<double>().ToArray());
        Assert.Equal(t.data<double>().ToArray(), t.contiguous().data<double>());
        Assert.Equal(6.0, t.data<double>()[2, 1]);
        Assert.Equal(12, t.data<double>().Count);
        Assert.Throws<ArgumentException>(() => t.data<float>());
        t.data<double>()[0, 0] = 7;
        Assert.Equal(7.0, t[0, 0].item<double>());
    }

    [Fact]
    public void Arrays_of_any_rank_become_tensors()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([2, 3], tensor(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }).shape);
        Assert.Equal(float32, tensor([1f, 2f]).dtype);
        Assert.Equal(int64, tensor([1L, 2L]).dtype);
        Assert.Equal(float64, tensor([1L, 2L], dtype: float64).dtype);
        Approximately.Equal([1.0, 2, 3, 4], from_array(new int[,] { { 1, 2 }, { 3, 4 } }), 0);
        Approximately.Equal([0.0, 0.5, 1.0], linspace(0, 1, 3), 0);
        Approximately.Equal([1.0, 3.0], arange(1, 5, 2), 0);
        Approximately.Equal([1.0, 0, 0, 1], eye(2), 0);
        Assert.Equal(3.5, (double)tensor(3.5));
    }
}

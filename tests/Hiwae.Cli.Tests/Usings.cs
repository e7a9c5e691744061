global using Tensor = TorchSharp.torch.Tensor;

// The number of threads and the culture belong to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

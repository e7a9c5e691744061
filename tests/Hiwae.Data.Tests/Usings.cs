global using System.Collections.Immutable;
global using TorchSharp;
global using static TorchSharp.torch;
global using Tensor = TorchSharp.torch.Tensor;

// Tests count what they allocate.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

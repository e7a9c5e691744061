global using System.Collections.Immutable;
global using Hiwae.Laws.Cases;
global using TorchSharp;
global using static TorchSharp.torch;
global using Tensor = TorchSharp.torch.Tensor;

// All threads of the tensor engine belong to one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

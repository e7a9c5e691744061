global using System.Collections.Immutable;
global using Hiwae.Laws.Cases;
global using Hiwae.Laws.ClosedForms;
global using Hiwae.Laws.Realisations;
global using Hiwae.Laws.Statistics;
global using TorchSharp;
global using static TorchSharp.torch;
global using Tensor = TorchSharp.torch.Tensor;

// Tests count the tensors of the whole process, set its number of threads, and are timed.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

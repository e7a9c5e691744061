global using Hiwae.Laws.Cases;
global using Hiwae.Laws.ClosedForms;
global using Hiwae.Laws.Realisations;
global using Hiwae.Laws.Statistics;
global using Hiwae.Reports;
global using Hiwae.Runtime.Tests.Laws;
global using TorchSharp;
global using static TorchSharp.torch;
global using Tensor = TorchSharp.torch.Tensor;

// All threads of the tensor engine belong to one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

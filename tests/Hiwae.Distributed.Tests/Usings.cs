global using Hiwae.Communication;
global using Hiwae.Data;
global using Hiwae.Data.Glyphs;
global using Hiwae.Training;
global using TorchSharp;
global using Tensor = TorchSharp.torch.Tensor;

// Ranks and threads share few cores; a test of time or of rounding has them to itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

global using Hiwae.Laws.Cases;
global using TorchSharp;
global using static TorchSharp.torch;

// One model's training at a time: each uses every thread.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

global using System.Collections.Immutable;
global using TorchSharp;
global using Tensor = TorchSharp.torch.Tensor;

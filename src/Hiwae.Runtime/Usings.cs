global using System.Collections.Immutable;
global using TorchSharp;
global using static TorchSharp.torch;
global using Module = TorchSharp.torch.nn.Module;
global using Tensor = TorchSharp.torch.Tensor;

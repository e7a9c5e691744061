global using System.Collections.Immutable;
global using System.Globalization;
global using TorchSharp;
global using Tensor = TorchSharp.torch.Tensor;

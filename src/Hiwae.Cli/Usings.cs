global using System.Globalization;
global using Hiwae.Laws;
global using TorchSharp;
global using Tensor = TorchSharp.torch.Tensor;

global using Hiwae.Communication;
global using Hiwae.Data;
global using Hiwae.Data.Glyphs;
global using Hiwae.Training;
global using TorchSharp;
global using Tensor = TorchSharp.torch.Tensor;

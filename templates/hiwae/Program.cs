using Hiwae.Cli;

return HiwaeCommandLine.Run(Hiwae.DeclaredModels.All, args, "dotnet run -c Release --");

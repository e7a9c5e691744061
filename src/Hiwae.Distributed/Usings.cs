global using Hiwae.Communication;

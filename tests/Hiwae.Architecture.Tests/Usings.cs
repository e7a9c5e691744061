global using System.Collections.Immutable;
global using Mono.Cecil;

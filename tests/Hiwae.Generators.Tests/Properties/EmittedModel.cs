using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Tests.Properties;

/// <summary>A model that was emitted, compiled and loaded.</summary>
internal static class EmittedModel
{
    /// <summary>Calls a generic method with the one model of a compilation, in a context of its own, which goes away.</summary>
    /// <exception cref="InvalidOperationException">The compilation has errors.</exception>
    public static object? Call(Microsoft.CodeAnalysis.Compilation compilation, MethodInfo method, object[] arguments)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        var context = new AssemblyLoadContext("Declared", isCollectible: true);
        try
        {
            var type = context.LoadFromStream(image).GetTypes().Single(type => type.GetInterfaces()
                .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IModel<>)));
            return method.MakeGenericMethod(type).Invoke(null, arguments);
        }
        finally
        {
            context.Unload();
        }
    }
}

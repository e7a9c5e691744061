using Hiwae.Compilation;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>A test of compiled steps; skipped on a tensor engine that has none.</summary>
internal sealed class CompiledFactAttribute : FactAttribute
{
    public CompiledFactAttribute() => Skip = StepChoice.EngineObstacle;
}

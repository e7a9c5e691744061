namespace Hiwae.Compilation.Elements;

/// <summary>What the compiler makes of expressions. Slots are, in order: temporaries, constants, inputs, outputs.</summary>
/// <param name="Instructions">In order.</param>
/// <param name="Constants">The constants.</param>
/// <param name="Temporaries">How many arrays of a tile's length are needed on the way.</param>
internal sealed record ElementCode(ImmutableArray<ElementInstruction> Instructions, ImmutableArray<float> Constants, int Temporaries);

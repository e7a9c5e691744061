namespace Hiwae.Models;

/// <summary>
/// What the proposals for a density on the plane see of their auxiliary. As a feature it reaches them with its full strength from the first step on; a
/// parent that is itself auxiliary would start at a tenth, and proposals that start out alike stay so for thousands of steps.
/// </summary>
[Network(Activation = Activation.Tanh), Dense(64), Dense(64)]
public sealed partial record ToyTrunk;

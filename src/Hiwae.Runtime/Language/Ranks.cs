namespace Hiwae;

/// <summary>The rank 1.</summary>
[Rank(1)]
public readonly struct Rank1;

/// <summary>The rank 2.</summary>
[Rank(2)]
public readonly struct Rank2;

/// <summary>The rank 3.</summary>
[Rank(3)]
public readonly struct Rank3;

/// <summary>The rank 4.</summary>
[Rank(4)]
public readonly struct Rank4;

/// <summary>The rank 5.</summary>
[Rank(5)]
public readonly struct Rank5;

/// <summary>The rank 6.</summary>
[Rank(6)]
public readonly struct Rank6;

/// <summary>The rank 7.</summary>
[Rank(7)]
public readonly struct Rank7;

/// <summary>The rank 8.</summary>
[Rank(8)]
public readonly struct Rank8;

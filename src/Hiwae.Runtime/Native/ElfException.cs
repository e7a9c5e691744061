namespace Hiwae.Native;

/// <summary>A file that is not the library that it should be.</summary>
/// <param name="file">Which.</param>
/// <param name="reason">What is wrong with it, as a clause.</param>
internal sealed class ElfException(string file, string reason) : Exception($"{file} cannot be read as a shared library: {reason}.");

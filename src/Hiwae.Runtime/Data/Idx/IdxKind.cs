namespace Hiwae.Data.Idx;

/// <summary>What an IDX file holds; the value is the number of its dimensions.</summary>
internal enum IdxKind
{
    Labels = 1,
    Images = 3,
}

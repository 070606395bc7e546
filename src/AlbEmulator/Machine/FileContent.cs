namespace AlbEmulator.Machine;

/// <summary>What came of reading a file whole.</summary>
/// <param name="Bytes">Null when it cannot be read.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Problem">
/// Why it cannot be read and what to do, to be said of its name: <c>is a pipe: …</c>. Empty when it was read. The same for as
/// long as the file stays as it is.
/// </param>
internal readonly record struct FileContent(byte[]? Bytes, FileKind Kind, string Problem)
{
    /// <summary>Whether nothing stands there, so that one may be made.</summary>
    public bool IsMissing => Bytes is null && Kind == FileKind.Missing;
}

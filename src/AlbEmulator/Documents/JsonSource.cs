namespace AlbEmulator.Documents;

/// <summary>What a document was read from, so that the next text of its file need not be read as a whole.</summary>
/// <param name="Text">UTF-8.</param>
/// <param name="Values">How many values it holds.</param>
internal sealed record JsonSource(ReadOnlyMemory<byte> Text, int Values);

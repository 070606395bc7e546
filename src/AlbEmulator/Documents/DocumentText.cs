namespace AlbEmulator.Documents;

/// <summary>What a document was read from, where an edit of it can be read alone.</summary>
/// <param name="Utf8">The text.</param>
/// <param name="Values">How many values it holds.</param>
/// <param name="IsYaml">Whether it is YAML, and not JSON.</param>
internal sealed record DocumentText(ReadOnlyMemory<byte> Utf8, int Values, bool IsYaml);

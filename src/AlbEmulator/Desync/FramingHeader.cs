namespace AlbEmulator.Desync;

/// <summary>The two headers that say where a request ends.</summary>
internal enum FramingHeader
{
    None,
    ContentLength,
    TransferEncoding,
}

using System.Text;

namespace AlbEmulator.FrontEndConnections;

/// <summary>The lines that may follow a chunked body, as they stand on the wire.</summary>
internal static class TrailerSection
{
    /// <param name="lines">Each with its end.</param>
    public static IHeaderDictionary Read(ReadOnlySpan<byte> lines)
    {
        var trailers = new HeaderDictionary();
        while (lines.IndexOf((byte)'\n') is var end and >= 0)
        {
            var line = Encoding.Latin1.GetString(lines[..end].TrimEnd((byte)'\r'));
            var colon = line.IndexOf(':');
            trailers.Append(line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
            lines = lines[(end + 1)..];
        }

        return trailers;
    }
}

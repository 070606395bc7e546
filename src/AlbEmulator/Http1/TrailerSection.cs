using System.Text;

namespace AlbEmulator.Http1;

/// <summary>The lines that may follow a chunked body, as they stand on the wire.</summary>
internal static class TrailerSection
{
    /// <param name="lines">Each with its end.</param>
    public static IHeaderDictionary Read(ReadOnlySpan<byte> lines)
    {
        var found = new List<KeyValuePair<string, string>>();
        while (lines.IndexOf((byte)'\n') is var end and >= 0)
        {
            var line = Encoding.Latin1.GetString(lines[..end].TrimEnd((byte)'\r'));
            var colon = line.IndexOf(':');
            found.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
            lines = lines[(end + 1)..];
        }

        return new HeaderDictionary(HeaderLists.Of(found).ToDictionary(StringComparer.OrdinalIgnoreCase));
    }
}

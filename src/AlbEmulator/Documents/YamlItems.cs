using System.Text;

namespace AlbEmulator.Documents;

/// <summary>Items of lists in YAML that are written with a dash, and documents among several, read alone.</summary>
internal static class YamlItems
{
    /// <summary>Reads what stands in the place of an item of a list.</summary>
    /// <param name="place">Where the item begins.</param>
    /// <param name="utf8">The whole text as it is now.</param>
    /// <param name="length">Bytes of what stands there now.</param>
    /// <returns>One item or several, and how many values they hold; none where they mean something only with what is around them.</returns>
    public static (IReadOnlyList<Node> Items, int Values) Read(ItemPlace place, ReadOnlySpan<byte> utf8, int length)
    {
        var line = utf8[..place.Position];
        line = line[(line.LastIndexOf((byte)'\n') + 1)..];
        var isDocument = line.IsEmpty && place.Depth == 1;
        if (!isDocument && (!line.EndsWith("- "u8) || line.ContainsAnyExcept(" -"u8)))
        {
            return ([], 0);
        }

        var item = utf8.Slice(place.Position, length);
        if (MayMeanMore(item))
        {
            return ([], 0);
        }

        if (isDocument)
        {
            // Where it ends elsewhere, what stands behind it has a part in that.
            var read = YamlNodes.ReadDocument(place, $"{Encoding.UTF8.GetString(item)}\n");
            var endsWithLine = place.Position + length == utf8.Length && item.EndsWith("\n"u8);
            return read.Items is [{ Length: var whole }] && whole == length && !endsWithLine ? read : ([], 0);
        }

        // At its own column it means what it means in the file, or it does not end where it has to.
        var text = $"{new string(' ', line.Length - 2)}- {Encoding.UTF8.GetString(item)}\n";
        return YamlNodes.ReadItems(place, text, before: line.Length);
    }

    /// <summary>Whether a line begins with a character that the parser reads by what stands before the item.</summary>
    private static bool MayMeanMore(ReadOnlySpan<byte> item)
    {
        foreach (var line in item.Split((byte)'\n'))
        {
            if (item[line].TrimStart(" -\t"u8) is [(byte)'?' or (byte)':' or (byte)'%', ..])
            {
                return true;
            }
        }

        return false;
    }
}

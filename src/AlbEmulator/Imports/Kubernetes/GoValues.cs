namespace AlbEmulator.Imports.Kubernetes;

/// <summary>Values of annotations, as the controller's parser takes them.</summary>
internal static class GoValues
{
    /// <summary>Go's <c>ParseBool</c>; null for what it refuses.</summary>
    public static bool? Flag(string text) => text switch
    {
        "1" or "t" or "T" or "TRUE" or "true" or "True" => true,
        "0" or "f" or "F" or "FALSE" or "false" or "False" => false,
        _ => null,
    };

    /// <summary>With commas between them; blanks around them do not count, nor what is empty.</summary>
    public static IReadOnlyList<string> List(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// <c>k=v,k=v</c>. A comma separates where an equals sign follows somewhere behind it, and a backslash takes the next
    /// character as it is.
    /// </summary>
    /// <returns>Null where a key is empty, or an item has no equals sign.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>>? Map(string text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var item in Items(text))
        {
            var at = item.IndexOf('=', StringComparison.Ordinal);
            var key = at < 0 ? "" : item[..at].Trim();
            if (key.Length == 0)
            {
                return null;
            }

            pairs.Add(new KeyValuePair<string, string>(key, item[(at + 1)..].Trim()));
        }

        return pairs;
    }

    private static IEnumerable<string> Items(string text)
    {
        var item = new System.Text.StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                item.Append(text[++at]);
            }
            else if (text[at] == ',' && text.AsSpan(at + 1).Contains('='))
            {
                yield return item.ToString();
                item.Clear();
            }
            else
            {
                item.Append(text[at]);
            }
        }

        if (item.Length > 0)
        {
            yield return item.ToString();
        }
    }
}

namespace AlbEmulator.Differences;

/// <summary>Requests of a region in words: <c>GET /api/* of shop.example.com with X-Beta: yes</c>.</summary>
internal static class RegionWords
{
    public static string Of(Region region)
    {
        var parts = region.Atoms.ToLookup(static atom => atom.Part);
        var (path, method) = (Texts(parts[RequestPart.Path]), Texts(parts[RequestPart.Method]));
        string[] words =
        [
            path.Length > 0 ? method : method.Length > 0 ? $"every {method}" : "everything",
            path,
            Behind("of ", Texts(parts[RequestPart.Host])),
            Behind("with ", string.Join(" and ", parts[RequestPart.Header].Select(static atom => $"{atom.Name}: {Text(atom)}"))),
            Behind("with ", string.Join("&", parts[RequestPart.Query].Select(static atom => atom.Name is null ? $"?{Text(atom)}" : $"?{atom.Name}={Text(atom)}"))),
            Behind("from ", Texts(parts[RequestPart.SourceIp])),
        ];
        return string.Join(' ', words.Where(static word => word.Length > 0));
    }

    private static string Texts(IEnumerable<Atom> atoms) => string.Join(" and ", atoms.Select(Text));

    private static string Text(Atom atom) => atom.IsRegex ? $"regex {atom.Text}" : atom.Text;

    private static string Behind(string before, string text) => text.Length == 0 ? "" : before + text;
}

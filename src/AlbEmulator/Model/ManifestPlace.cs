namespace AlbEmulator.Model;

/// <summary>Places within an object of Kubernetes: <c>Ingress[shop/web].spec.rules[0].http.paths[1]</c>.</summary>
internal static class ManifestPlace
{
    /// <summary>The path of an object.</summary>
    /// <param name="kind">Such as <c>Ingress</c>.</param>
    /// <param name="id"><c>NAMESPACE/NAME</c>.</param>
    public static string Of(string kind, string id) => $"{Quoted.Plain(kind)}[{Quoted.Sentence(id)}]";

    /// <summary>What an object is called: <c>Ingress shop/web</c>; null where a place is in none.</summary>
    public static string? ObjectOf(Origin origin)
    {
        var path = origin.Path;
        var open = path.IndexOf('[', StringComparison.Ordinal);
        var close = path.IndexOf(']', StringComparison.Ordinal);
        return open > 0 && close > open && path.AsSpan(open, close - open).Contains('/') && path.AsSpan(0, open).IndexOf('.') < 0
            ? $"{path.AsSpan(0, open)} {path.AsSpan(open + 1, close - open - 1)}"
            : null;
    }

    /// <summary>The objects that a place is in: of what several have to do with, all of them.</summary>
    public static IEnumerable<string> ObjectsOf(Origin origin)
    {
        var words = ObjectOf(origin) ?? "";
        var blank = words.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? [] : words[(blank + 1)..].Split(", ").Select(id => $"{words[..blank]} {id}");
    }

    /// <summary>All of it in words: <c>Ingress shop/web, spec.rules[0] at web.yaml:12</c>; null where a place is in no object.</summary>
    public static string? Words(Origin origin)
    {
        if (ObjectOf(origin) is not { } words)
        {
            return null;
        }

        var path = origin.Path;
        var rest = path[(path.IndexOf(']', StringComparison.Ordinal) + 1)..].TrimStart('.');
        var line = origin.Line > 0 ? $":{origin.Line}" : "";
        return $"{words}{(rest.Length == 0 ? "" : $", {rest}")} at {origin.File}{line}";
    }
}

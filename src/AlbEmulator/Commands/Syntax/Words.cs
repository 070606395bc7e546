namespace AlbEmulator.Commands.Syntax;

/// <summary>Lists in a sentence.</summary>
internal static class Words
{
    /// <summary><c>a, b or c</c>.</summary>
    public static string Or(IReadOnlyList<string> words) => words switch
    {
        [] => "",
        [var only] => only,
        _ => $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}",
    };
}

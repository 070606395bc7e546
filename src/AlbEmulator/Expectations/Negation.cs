namespace AlbEmulator.Expectations;

/// <summary>A word before which <c>not</c> may stand, as in <c>not 10</c>: no rule and no target group is called so.</summary>
internal static class Negation
{
    private const string Not = "not ";

    public static (string Word, bool IsNot) Read(string text) =>
        text.StartsWith(Not, StringComparison.Ordinal) ? (text[Not.Length..].Trim(), true) : (text, false);
}

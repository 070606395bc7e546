namespace AlbEmulator.Machine;

/// <summary>Text of others, with spaces in the place of line breaks and other control characters.</summary>
internal static class OneLine
{
    /// <param name="text">Any.</param>
    /// <param name="longest">Characters, of which those behind are left out.</param>
    public static string Of(string text, int longest = int.MaxValue) =>
        string.Concat(text.Take(longest).Select(character => char.IsControl(character) ? ' ' : character));
}

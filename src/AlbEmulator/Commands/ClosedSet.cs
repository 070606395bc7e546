namespace AlbEmulator.Commands;

/// <summary>The words of an enumeration, as settings take them: in capital letters or not, and never as numbers.</summary>
internal static class ClosedSet<T>
    where T : struct, Enum
{
    private static readonly string[] Names = Enum.GetNames<T>();

    public static IReadOnlyList<string> Words => Names;

    /// <summary>What a setting takes, in words.</summary>
    public static string Wanted { get; } = string.Join(" or ", Names);

    /// <summary>What a word stands for; null for one that is none of them.</summary>
    public static T? Find(string? word) =>
        Array.FindIndex(Names, name => name.Equals(word, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? Enum.GetValues<T>()[at] : null;
}

using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.House;

/// <summary>A C# file.</summary>
/// <param name="Path">Path from the root, with slashes.</param>
/// <param name="Text">Its whole text.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The folder of the emulator it lies in; empty for files beside the rooms and files of tests.</summary>
    public string Room { get; } = Path.Split('/') is ["src", "AlbEmulator", var room, _, ..] ? room : "";

    /// <summary>Text without its comments.</summary>
    public string Code { get; } = Comment().Replace(Text, "");

    public int Lines { get; } = Text.AsSpan().Count('\n');

    /// <summary>Other rooms that this file names: with <c>using</c>, by full name, or as <c>Room.Type</c>.</summary>
    public IReadOnlySet<string> RoomsNamed() => SourceTree.Rooms
        .Where(room => room != Room && (Names($@"\bAlbEmulator\.{room}\b") || NamesTypeOf(room)))
        .ToHashSet();

    private bool NamesTypeOf(string room) =>
        SourceTree.Types[room].Any(type => Names($@"(?<![\w.]){room}\.{type}\b"));

    private bool Names(string pattern) => Regex.IsMatch(Code, pattern);

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}

namespace AlbEmulator.Imports;

/// <summary>
/// A file as it is named: <c>FILE</c>, or <c>STACK=FILE</c> for a template as a stack of that name, so that one template can
/// be several stacks.
/// </summary>
/// <param name="Stack">Name of the stack; null where none is written.</param>
/// <param name="File">The file. One that has such a name itself is written <c>./blue=web.yaml</c>.</param>
internal sealed record StackFile(string? Stack, string File)
{
    private const int LongestName = 128;

    public override string ToString() => Stack is null ? File : $"{Stack}={File}";

    public static StackFile Of(string named) =>
        named.IndexOf('=', StringComparison.Ordinal) is var at && at > 0 && at < named.Length - 1 && IsName(named.AsSpan(0, at))
            ? new StackFile(named[..at], named[(at + 1)..])
            : new StackFile(null, named);

    /// <summary><see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html"/></summary>
    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
            {
                return false;
            }
        }

        return char.IsAsciiLetter(text[0]) && text.Length <= LongestName;
    }
}

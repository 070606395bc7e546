using System.Text;
using AlbEmulator.Http1;

namespace AlbEmulator.Comparisons;

/// <summary>The message of a request, line by line and covered: its body is never told.</summary>
internal static class ToldMessage
{
    /// <summary>Lines that are told.</summary>
    private const int MostLines = 100;

    public static IReadOnlyList<string> Head(byte[] message, Cover cover)
    {
        var length = default(HeadEnd).LengthIn(message);
        var text = Encoding.Latin1.GetString(message.AsSpan(0, length == 0 ? message.Length : length));
        var body = length == 0 ? 0 : message.Length - length;
        return
        [
            .. text.Split('\n').Select(static line => line.TrimEnd('\r')).Where(static line => line.Length > 0).Take(MostLines).Select((line, number) => Line(line, number == 0, cover)),
            .. body > 0 ? [$"<{body} bytes of body>"] : Array.Empty<string>(),
        ];
    }

    private static string Line(string line, bool isFirst, Cover cover) =>
        isFirst || line.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon)
            ? cover.Words(line)
            : $"{cover.Words(line[..colon])}:{(line.AsSpan(colon + 1) is [' ', ..] ? " " : "")}{cover.Header(line[..colon].Trim(), line[(colon + 1)..].Trim())}";
}

using System.Text;
using System.Text.Unicode;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>From the bytes of a file to its nodes, or to the problem that nothing can be made of them.</summary>
internal static class DocumentReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="file">The file as the user named it, for problems.</param>
    /// <param name="content">What came of reading it.</param>
    /// <param name="problems">What was wrong is added here.</param>
    /// <param name="before">What was read of it before: as far as that is the same, its nodes stay.</param>
    /// <returns>Null when it could not be read, or nothing can be made of it.</returns>
    public static Document? Parse(string file, FileContent content, List<Problem> problems, Document? before = null)
    {
        if (content.Bytes is { } bytes)
        {
            return Parse(file, bytes, problems, before);
        }

        var told = content.Kind == FileKind.Folder ? "is a directory without JSON or YAML files: name a file" : content.Problem;
        problems.Add(new Problem(new Origin(file, 0, ""), told));
        return null;
    }

    /// <param name="file">The file as the user named it, for problems.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="problems">What was wrong is added here.</param>
    /// <param name="before">What was read of it before: as far as that is the same, its nodes stay.</param>
    /// <returns>Null when nothing can be made of it.</returns>
    public static Document? Parse(string file, byte[] bytes, List<Problem> problems, Document? before = null)
    {
        try
        {
            return Read(file, bytes, problems, before);
        }
        catch (DocumentException exception)
        {
            problems.Add(exception.Problem);
            return null;
        }
    }

    /// <summary>A text that stands in a file, as what it looks like.</summary>
    /// <param name="file">The file that it stands in, for problems.</param>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="problems">What was wrong is added here.</param>
    /// <returns>Null when nothing can be made of it.</returns>
    public static Document? ParseText(string file, string text, List<Problem> problems)
    {
        try
        {
            return text.TrimStart().StartsWith('{')
                ? JsonNodes.Read(file, Encoding.UTF8.GetBytes(text))
                : YamlNodes.Read(file, Encoding.UTF8.GetBytes(text), problems);
        }
        catch (DocumentException exception)
        {
            problems.Add(exception.Problem);
            return null;
        }
    }

    private static Document Read(string file, ReadOnlyMemory<byte> bytes, List<Problem> problems, Document? before)
    {
        var text = bytes.Span.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
        var utf8 = text.Span;
        if (!Utf8.IsValid(utf8))
        {
            throw Failure(file, utf8[..FirstBad(utf8)].Count((byte)'\n') + 1, "is not UTF-8: save it in that encoding");
        }

        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw Failure(file, 1, "is empty: write at least LoadBalancers and TargetGroups");
        }

        var isYaml = IsYaml(file, utf8);
        return (before is null ? null : TextEdit.Read(before, text, isYaml))
            ?? (isYaml ? YamlNodes.Read(file, text, problems) : JsonNodes.Read(file, text));
    }

    private static bool IsYaml(string file, ReadOnlySpan<byte> utf8) =>
        Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".json" or ".jsonc" => false,
            ".yaml" or ".yml" => true,
            _ => utf8.TrimStart(" \t\r\n"u8)[0] is not ((byte)'{' or (byte)'[' or (byte)'/'),
        };

    private static int FirstBad(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (at < utf8.Length &&
            Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private static DocumentException Failure(string file, int line, string message) =>
        new(new Problem(new Origin(file, line, ""), message));
}

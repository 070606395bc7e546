using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Stores;

/// <summary>Reads a file of changes, line by line.</summary>
internal static class ChangeFileReader
{
    private const int Piece = 64 * 1024;

    /// <summary>What is wrong with a line; null for nothing.</summary>
    private delegate JsonFault? TakeLine(ReadOnlySpan<byte> line, int number);

    /// <summary>
    /// Takes up every change. Half a line at the end belongs to a change that was broken off, and that nobody was told
    /// of: it does not count.
    /// </summary>
    /// <param name="path">Of the file.</param>
    /// <param name="json">How a change is read.</param>
    /// <param name="take">Takes up a change; a <see cref="JsonException"/> where it does not go with those before it.</param>
    /// <returns>Bytes of whole lines, and the first thing that is wrong.</returns>
    /// <exception cref="IOException">The file cannot be read to its end.</exception>
    public static (long Length, Problem? Problem) Read<TChange>(string path, JsonTypeInfo<TChange> json, Action<TChange> take)
        where TChange : class =>
        ReadLines(path, (line, _) => Take(line, json, take));

    /// <summary>The line that texts, which properties of a name have, stand in last.</summary>
    /// <param name="path">Of a file that was read before.</param>
    /// <param name="property">Its name.</param>
    /// <param name="texts">What is looked for.</param>
    /// <exception cref="IOException">The file cannot be read to its end.</exception>
    public static Dictionary<string, int> LinesOf(string path, string property, IReadOnlySet<string> texts)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        ReadLines(path, (line, number) =>
        {
            foreach (var (text, _) in KeptJson.TextsOf(line, property).Where(item => texts.Contains(item.Text)))
            {
                lines[text] = number;
            }

            return null;
        });
        return lines;
    }

    private static (long Length, Problem? Problem) ReadLines(string path, TakeLine take)
    {
        using var file = RegularFile.TryOpen(path, ChangeFile.Longest, out var unread);
        if (file is null)
        {
            return (0, new Problem(new Origin(path, 0, ""), unread));
        }

        var buffer = new byte[Piece];
        var (held, length, number) = (0, 0L, 0);
        while (true)
        {
            if (held == buffer.Length)
            {
                if (held >= ChangeLine.Longest)
                {
                    return (length, At(path, number + 1, new(0, "", $"is longer than {ChangeLine.Longest} bytes, which no change is")));
                }

                Array.Resize(ref buffer, held * 2);
            }

            var read = file.Read(buffer, held, buffer.Length - held);
            if (read == 0)
            {
                return (length, null);
            }

            var from = 0;
            for (var searched = held; buffer.AsSpan(searched, held + read - searched).IndexOf((byte)'\n') is >= 0 and var at;)
            {
                number++;
                if (take(buffer.AsSpan(from, searched + at - from), number) is { } fault)
                {
                    return (length, At(path, number, fault));
                }

                searched += at + 1;
                length += searched - from;
                from = searched;
            }

            held += read - from;
            buffer.AsSpan(from, held).CopyTo(buffer);
        }
    }

    private static JsonFault? Take<TChange>(ReadOnlySpan<byte> line, JsonTypeInfo<TChange> json, Action<TChange> take)
        where TChange : class
    {
        var content = ChangeLine.Read(line, out var problem);
        if (problem is not null)
        {
            return new(0, "", problem);
        }

        var (change, fault) = KeptJson.Read(content, json);
        if (change is null)
        {
            return fault;
        }

        try
        {
            take(change);
            return null;
        }
        catch (JsonException exception)
        {
            return new(0, "", exception.Message);
        }
    }

    private static Problem At(string path, int line, JsonFault fault) => new(new Origin(path, line, fault.Path), fault.Message);
}

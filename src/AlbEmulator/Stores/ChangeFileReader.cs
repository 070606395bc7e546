using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Stores;

/// <summary>Reads a file of changes, line by line, whatever its length.</summary>
internal static class ChangeFileReader
{
    private const int Piece = 64 * 1024;

    /// <summary>In bytes. No call makes a change that is nearly as long.</summary>
    private const int LongestLine = 256 * 1024 * 1024;

    /// <summary>
    /// Takes up every change. Half a line at the end belongs to a change that was broken off, and that nobody was told
    /// of: it does not count.
    /// </summary>
    /// <param name="path">Of the file.</param>
    /// <param name="json">How a change is read.</param>
    /// <param name="take">Takes up a change; a <see cref="JsonException"/> where it does not go with those before it.</param>
    /// <returns>Bytes of whole lines, and the first thing that is wrong.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (long Length, Problem? Problem) Read<TChange>(string path, JsonSerializerOptions json, Action<TChange> take)
        where TChange : class
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var buffer = new byte[Piece];
        var (held, length, number) = (0, 0L, 0);
        while (true)
        {
            if (held == buffer.Length)
            {
                if (held >= LongestLine)
                {
                    return (length, At(path, number + 1, $"is longer than {LongestLine} bytes, which no change is"));
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
                if (Take(buffer.AsSpan(from, searched + at - from), json, take) is { } problem)
                {
                    return (length, At(path, number, problem));
                }

                searched += at + 1;
                length += searched - from;
                from = searched;
            }

            held += read - from;
            buffer.AsSpan(from, held).CopyTo(buffer);
        }
    }

    private static string? Take<TChange>(ReadOnlySpan<byte> line, JsonSerializerOptions json, Action<TChange> take)
        where TChange : class
    {
        var change = ChangeLine.Read(line, out var problem);
        if (problem is not null)
        {
            return problem;
        }

        try
        {
            take(JsonSerializer.Deserialize<TChange>(change, json) ?? throw new JsonException("null is no change"));
            return null;
        }
        catch (JsonException exception)
        {
            return $"cannot be read: {exception.Message}";
        }
    }

    private static Problem At(string path, int line, string message) => new(new Origin(path, line, ""), message);
}

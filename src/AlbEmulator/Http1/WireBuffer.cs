using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Http1;

/// <summary>Bytes of a message on their way out: its head, and what of its body goes with it. Used again.</summary>
internal sealed class WireBuffer
{
    /// <summary>Bytes for which room is kept from message to message: a head and 16 KB of a body.</summary>
    public const int MostKept = 20 * 1024;

    private const int LongestNumber = 20;

    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public bool IsEmpty => Length == 0;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Another message begins.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > MostKept)
        {
            _bytes = new byte[MostKept];
        }
    }

    /// <summary>What was written was sent, and more will come.</summary>
    public void Sent() => Length = 0;

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => Written.ToArray();

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <param name="text">One byte in each character.</param>
    public void Write(string text) => Length += Encoding.Latin1.GetBytes(text, Room(text.Length));

    public void Write(long number)
    {
        Utf8Formatter.TryFormat(number, Room(LongestNumber), out var digits);
        Length += digits;
    }

    /// <summary>The size of a chunk, with the end of its line.</summary>
    public void WriteChunkSize(int bytes)
    {
        Utf8Formatter.TryFormat(bytes, Room(LongestNumber), out var digits, new StandardFormat('x'));
        Length += digits;
        Write("\r\n"u8);
    }

    /// <summary>One header; none where it could be read as more than one line.</summary>
    public void WriteLine(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.ContainsAny(HeadBytes.Bad) || value.ContainsAny(HeadBytes.Bad))
        {
            return;
        }

        var line = Room(name.Length + value.Length + 4);
        name.CopyTo(line);
        ": "u8.CopyTo(line[name.Length..]);
        value.CopyTo(line[(name.Length + 2)..]);
        "\r\n"u8.CopyTo(line[(name.Length + 2 + value.Length)..]);
        Length += name.Length + value.Length + 4;
    }

    /// <inheritdoc cref="WriteLine(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public void WriteLine(ReadOnlySpan<byte> name, string value)
    {
        var start = Length;
        Write(name);
        EndLine(start, value);
    }

    /// <inheritdoc cref="WriteLine(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    /// <param name="name">One byte in each character.</param>
    /// <param name="value">Likewise.</param>
    /// <param name="isLower">Whether the name goes out in lower case.</param>
    public void WriteLine(string name, string value, bool isLower = false)
    {
        var (start, end) = (Length, Length + name.Length);
        Write(name);
        EndLine(start, value);
        if (isLower && Length > start)
        {
            Ascii.ToLowerInPlace(_bytes.AsSpan(start..end), out _);
        }
    }

    /// <summary>A line for each value of a header.</summary>
    public void WriteLines(string name, StringValues values)
    {
        foreach (var value in values)
        {
            WriteLine(name, value ?? "");
        }
    }

    /// <summary>Behind a header's name; the whole line goes away where it could be read as more than one.</summary>
    private void EndLine(int start, string value)
    {
        Write(": "u8);
        Write(value);
        if (_bytes.AsSpan(start..Length).ContainsAny(HeadBytes.Bad))
        {
            Length = start;
            return;
        }

        Write("\r\n"u8);
    }

    /// <summary>Where more can be written.</summary>
    private Span<byte> Room(int bytes)
    {
        if (Length + bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + bytes));
        }

        return _bytes.AsSpan(Length);
    }
}

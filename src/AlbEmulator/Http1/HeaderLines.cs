using System.Text;

namespace AlbEmulator.Http1;

/// <summary>
/// The header lines of one message, in its own bytes and in its own order. Used again for another message: no string is
/// made but for those who ask.
/// </summary>
internal sealed class HeaderLines
{
    /// <summary>Lines for which room is kept from message to message.</summary>
    private const int MostKept = 128;

    private HeaderLine[] _lines = new HeaderLine[16];
    private byte[] _bytes = [];

    public int Count { get; private set; }

    public ref readonly HeaderLine this[int index] => ref _lines[index];

    /// <summary>Another message begins.</summary>
    /// <param name="bytes">In which its lines stand, for as long as they are looked at.</param>
    public void Begin(byte[] bytes)
    {
        _bytes = bytes;
        Count = 0;
        if (_lines.Length > MostKept)
        {
            _lines = new HeaderLine[MostKept];
        }
    }

    /// <summary>The next line.</summary>
    /// <param name="name">Where its name stands.</param>
    /// <param name="nameLength">Bytes of it; 0 for a line that has none.</param>
    /// <param name="value">Where its value stands, without the blanks around it.</param>
    /// <param name="valueLength">Bytes of it.</param>
    public void Add(int name, int nameLength, int value, int valueLength)
    {
        if (Count == _lines.Length)
        {
            Array.Resize(ref _lines, 2 * Count);
        }

        _lines[Count++] = new HeaderLine(name, nameLength, value, valueLength, KnownHeaders.Of(_bytes.AsSpan(name, nameLength)));
    }

    /// <summary>The last line goes on there: what is between becomes blanks.</summary>
    public void Continue(int at, int length)
    {
        ref var last = ref _lines[Count - 1];
        var end = last.Value + last.ValueLength;
        _bytes.AsSpan(end, at - end).Fill((byte)' ');
        last = last with { ValueLength = at + length - last.Value };
    }

    public ReadOnlySpan<byte> Name(int index) => _bytes.AsSpan(_lines[index].Name, _lines[index].NameLength);

    public ReadOnlySpan<byte> Value(int index) => _bytes.AsSpan(_lines[index].Value, _lines[index].ValueLength);

    /// <summary>A name, each byte of it as one character.</summary>
    public string NameText(int index) => Encoding.Latin1.GetString(Name(index));

    /// <summary>A value, each byte of it as one character.</summary>
    public string ValueText(int index) => Encoding.Latin1.GetString(Value(index));

    /// <summary>The first line of that name from there on; -1 for none.</summary>
    public int Find(HeaderName name, int from = 0)
    {
        for (var index = from; index < Count; index++)
        {
            if (_lines[index].Known == name)
            {
                return index;
            }
        }

        return -1;
    }

    /// <inheritdoc cref="Find(HeaderName, int)"/>
    public int Find(ReadOnlySpan<char> name, int from = 0)
    {
        for (var index = from; index < Count; index++)
        {
            if (_lines[index].NameLength == name.Length && Ascii.EqualsIgnoreCase(Name(index), name))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Whether an option is among those that lines of that name list between commas, in any case.</summary>
    public bool Has(HeaderName name, ReadOnlySpan<byte> option)
    {
        for (var index = Find(name); index >= 0; index = Find(name, index + 1))
        {
            var value = Value(index);
            foreach (var part in value.Split((byte)','))
            {
                if (Ascii.EqualsIgnoreCase(value[part].Trim(" \t"u8), option))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

/// <summary>Where one header line stands in the bytes of its message.</summary>
internal readonly record struct HeaderLine(int Name, int NameLength, int Value, int ValueLength, HeaderName Known);

using System.Buffers;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// Says the authority of a request of HTTP/2 as an ALB does: in a field <c>host</c> behind the pseudo-header fields, not
/// in <c>:authority</c>. Takes the fields as the HTTP client writes them, without a dynamic table: what is moved leaves
/// nothing behind. <see href="https://www.rfc-editor.org/rfc/rfc7541#section-6"/>
/// </summary>
internal static class HostField
{
    /// <summary>The static table's index of <c>:authority</c>, the first of the pseudo-header fields.</summary>
    private const int Authority = 1;

    /// <summary>The last of them.</summary>
    private const int LastPseudo = 14;

    /// <summary>The last index of the static table.</summary>
    private const int LastStatic = 61;

    /// <summary>Is no index: a field that is not pseudo, whose name is told.</summary>
    private const int NamedRegular = LastStatic;

    /// <summary>Its name is number 38 of the static table; it is not to be indexed.</summary>
    private static ReadOnlySpan<byte> Host => [0x0f, 38 - 0x0f];

    /// <summary>Writes a whole block of fields in a load balancer's form.</summary>
    /// <exception cref="NotSupportedException">It needs a dynamic table, or is no block of fields.</exception>
    public static void Move(ReadOnlySpan<byte> block, IBufferWriter<byte> moved)
    {
        ReadOnlySpan<byte> authority = default;
        var rest = block;
        while (!rest.IsEmpty)
        {
            var field = rest;
            if ((field[0] & 0xe0) == 0x20)
            {
                // How large the dynamic table is to be.
                Integer(ref rest, 5);
                moved.Write(field[..^rest.Length]);
                continue;
            }

            var name = Name(ref rest, out var isIndexed, out var isValueIndexed);
            if (name > LastPseudo)
            {
                rest = field;
                break;
            }

            var value = rest;
            if (!isValueIndexed)
            {
                Text(ref rest);
            }

            if (name != Authority)
            {
                moved.Write(field[..^rest.Length]);
            }
            else if (isIndexed)
            {
                throw NotUnderstood();
            }
            else
            {
                authority = isValueIndexed ? [0] : value[..^rest.Length];
            }
        }

        if (!authority.IsEmpty)
        {
            moved.Write(Host);
            moved.Write(authority);
        }

        moved.Write(rest);
    }

    /// <summary>Takes the begin of a field, with its name.</summary>
    /// <param name="rest">Goes on behind it.</param>
    /// <param name="isIndexed">Whether the dynamic table is to have it.</param>
    /// <param name="isValueIndexed">Whether the value goes with the name.</param>
    /// <returns>The name's index, of a name that is told as well.</returns>
    private static int Name(ref ReadOnlySpan<byte> rest, out bool isIndexed, out bool isValueIndexed)
    {
        isValueIndexed = (rest[0] & 0x80) != 0;
        isIndexed = (rest[0] & 0xc0) == 0x40;
        var index = Integer(ref rest, isValueIndexed ? 7 : isIndexed ? 6 : 4);
        if (index > LastStatic || (index == 0 && isValueIndexed))
        {
            throw NotUnderstood();
        }

        if (index != 0)
        {
            return index;
        }

        var isHuffman = !rest.IsEmpty && rest[0] >= 0x80;
        // Of a pseudo-header field; in Huffman's code a colon is 1011100.
        return Text(ref rest) is [var begin, ..] && (isHuffman ? begin >> 1 == 0x5c : begin == ':')
            ? throw NotUnderstood()
            : NamedRegular;
    }

    /// <summary>Takes a text with the length before it.</summary>
    private static ReadOnlySpan<byte> Text(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || Integer(ref rest, 7) is var length && length > rest.Length)
        {
            throw NotUnderstood();
        }

        var text = rest[..length];
        rest = rest[length..];
        return text;
    }

    /// <summary>Takes a number that begins in the last bits of a byte.</summary>
    private static int Integer(ref ReadOnlySpan<byte> rest, int bits)
    {
        var most = (1 << bits) - 1;
        var value = rest[0] & most;
        rest = rest[1..];
        if (value < most)
        {
            return value;
        }

        for (var shift = 0; shift < 28 && !rest.IsEmpty; shift += 7)
        {
            var next = rest[0];
            rest = rest[1..];
            value += (next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw NotUnderstood();
    }

    private static NotSupportedException NotUnderstood() =>
        new("The HTTP client of this .NET wrote a head of HTTP/2 in which the host cannot be told from other fields.");
}

using System.Buffers.Binary;

namespace AlbEmulator.Listeners;

/// <summary>
/// The first message of a client that speaks TLS, read for what .NET does not tell of it: the application protocols that
/// the client offers. <see href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2"/>
/// </summary>
/// <param name="HasHttp2">Whether <c>h2</c> is among them.</param>
/// <param name="HasHttp11">Whether <c>http/1.1</c> is among them.</param>
internal sealed record ClientHello(bool HasHttp2, bool HasHttp11)
{
    /// <summary>Bytes of the longest record, with its head.</summary>
    public const int LongestRecord = RecordHeadLength + (1 << 14);

    private const int RecordHeadLength = 5;
    private const int RandomLength = 32;
    private const byte Handshake = 22;
    private const byte Hello = 1;
    private const int ApplicationProtocols = 16;

    /// <summary>Whether all of the first record has come, or it is none to wait for.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [not Handshake, ..])
        {
            return true;
        }

        if (bytes.Length < RecordHeadLength)
        {
            return false;
        }

        var length = RecordHeadLength + BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
        return length > LongestRecord || bytes.Length >= length;
    }

    /// <summary>Null when the client offers none, or its message is not to be read here; whether it is good, TLS decides.</summary>
    public static ClientHello? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < RecordHeadLength || bytes[0] != Handshake)
        {
            return null;
        }

        bytes = bytes[3..];
        return TryVector(ref bytes, 2, out var message)
            && TryVersion(ref message)
            && TryVector(ref message, 1, out _)
            && TryVector(ref message, 2, out _)
            && TryVector(ref message, 1, out _)
            && TryVector(ref message, 2, out var extensions)
                ? OfExtensions(extensions)
                : null;
    }

    private static ClientHello? OfExtensions(ReadOnlySpan<byte> extensions)
    {
        while (extensions.Length > 2)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(extensions);
            extensions = extensions[2..];
            if (!TryVector(ref extensions, 2, out var extension))
            {
                return null;
            }

            if (type == ApplicationProtocols)
            {
                return TryVector(ref extension, 2, out var names) ? OfNames(names) : null;
            }
        }

        return null;
    }

    private static ClientHello OfNames(ReadOnlySpan<byte> names)
    {
        var (hasHttp2, hasHttp11) = (false, false);
        while (TryVector(ref names, 1, out var name))
        {
            hasHttp2 |= name.SequenceEqual("h2"u8);
            hasHttp11 |= name.SequenceEqual("http/1.1"u8);
        }

        return new ClientHello(hasHttp2, hasHttp11);
    }

    /// <summary>Takes the head of the message, a version and the client's random number off.</summary>
    private static bool TryVersion(ref ReadOnlySpan<byte> message)
    {
        const int head = 4;
        const int version = 2;
        if (message.Length < head + version + RandomLength || message[0] != Hello)
        {
            return false;
        }

        message = message[(head + version + RandomLength)..];
        return true;
    }

    /// <summary>Takes off as many bytes as the number before them says.</summary>
    private static bool TryVector(ref ReadOnlySpan<byte> bytes, int lengthOfNumber, out ReadOnlySpan<byte> vector)
    {
        vector = default;
        if (bytes.Length < lengthOfNumber)
        {
            return false;
        }

        var length = lengthOfNumber == 1 ? bytes[0] : BinaryPrimitives.ReadUInt16BigEndian(bytes);
        bytes = bytes[lengthOfNumber..];
        if (bytes.Length < length)
        {
            return false;
        }

        vector = bytes[..length];
        bytes = bytes[length..];
        return true;
    }
}

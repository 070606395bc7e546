using System.Buffers;

namespace AlbEmulator.TargetGroups;

/// <summary>
/// The frames of HTTP/2 that go to a target, in pieces of any size: heads as <see cref="HostField"/> says them, all else
/// as it is. A head becomes longer by that, and so is cut into frames anew.
/// <see href="https://www.rfc-editor.org/rfc/rfc9113#name-frame-format"/>
/// </summary>
internal sealed class TargetFrames
{
    /// <summary>Bytes of <c>PRI * HTTP/2.0</c> and so on, with which a client begins.</summary>
    private const int PrefaceLength = 24;

    /// <summary>Bytes before the payload of each frame.</summary>
    private const int FrameHead = 9;

    /// <summary>Bytes of a payload that every target takes.</summary>
    private const int MostPayload = 16 * 1024;

    private const int PriorityLength = 5;
    private const byte Headers = 1;
    private const byte Continuation = 9;
    private const byte EndHeaders = 0x4;
    private const byte Padded = 0x8;
    private const byte Priority = 0x20;

    private readonly ArrayBufferWriter<byte> _sent = new();
    private readonly ArrayBufferWriter<byte> _fields = new();
    private readonly ArrayBufferWriter<byte> _moved = new();

    /// <summary>The head of the frame of headers that <see cref="_fields"/> began with.</summary>
    private readonly byte[] _first = new byte[FrameHead + PriorityLength];

    /// <summary>The begin of a frame whose rest has not come, so that it waits.</summary>
    private byte[] _held = [];

    /// <summary>How many of the next bytes go on as they are.</summary>
    private int _passing = PrefaceLength;

    /// <summary>What is to be written in the place of these bytes; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Sending(ReadOnlyMemory<byte> bytes)
    {
        if (_held.Length == 0 && IsPassedWhole(bytes.Span))
        {
            return bytes;
        }

        _sent.ResetWrittenCount();
        ReadOnlySpan<byte> come = _held.Length == 0 ? bytes.Span : [.. _held, .. bytes.Span];
        _held = come[Take(come)..].ToArray();
        return _sent.WrittenMemory;
    }

    /// <summary>Whether there is no head among the frames: most of a body's bytes are not copied.</summary>
    private bool IsPassedWhole(ReadOnlySpan<byte> bytes)
    {
        var at = _passing;
        while (at < bytes.Length)
        {
            if (bytes.Length - at < FrameHead || IsOfHead(bytes[at..]))
            {
                return false;
            }

            at += FrameHead + LengthOf(bytes[at..]);
        }

        _passing = at - bytes.Length;
        return true;
    }

    /// <returns>How many bytes were taken; the others are the begin of a frame.</returns>
    private int Take(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (true)
        {
            var passed = Math.Min(_passing, bytes.Length - at);
            _sent.Write(bytes.Slice(at, passed));
            _passing -= passed;
            at += passed;
            if (bytes.Length - at < FrameHead)
            {
                return at;
            }

            var length = FrameHead + LengthOf(bytes[at..]);
            if (!IsOfHead(bytes[at..]))
            {
                _passing = length;
            }
            else if (bytes.Length - at < length)
            {
                return at;
            }
            else
            {
                TakeHead(bytes.Slice(at, length));
                at += length;
            }
        }
    }

    private void TakeHead(ReadOnlySpan<byte> frame)
    {
        var flags = frame[4];
        var fields = frame[FrameHead..];
        if (frame[3] == Headers)
        {
            if ((flags & Padded) != 0)
            {
                fields = fields[1..^fields[0]];
            }

            frame[..FrameHead].CopyTo(_first);
            if ((flags & Priority) != 0)
            {
                fields[..PriorityLength].CopyTo(_first.AsSpan(FrameHead));
                fields = fields[PriorityLength..];
            }
        }

        _fields.Write(fields);
        if ((flags & EndHeaders) != 0)
        {
            HostField.Move(_fields.WrittenSpan, _moved);
            Write(_moved.WrittenSpan);
            _fields.ResetWrittenCount();
            _moved.ResetWrittenCount();
        }
    }

    private void Write(ReadOnlySpan<byte> fields)
    {
        var flags = (byte)(_first[4] & ~(Padded | EndHeaders));
        var priority = _first.AsSpan(FrameHead, (flags & Priority) != 0 ? PriorityLength : 0);
        var type = Headers;
        do
        {
            var part = Math.Min(fields.Length, MostPayload - priority.Length);
            var length = priority.Length + part;
            flags |= part == fields.Length ? EndHeaders : (byte)0;
            _sent.Write([(byte)(length >> 16), (byte)(length >> 8), (byte)length, type, flags]);
            _sent.Write(_first.AsSpan(5, FrameHead - 5));
            _sent.Write(priority);
            _sent.Write(fields[..part]);
            fields = fields[part..];
            priority = default;
            (type, flags) = (Continuation, 0);
        }
        while (!fields.IsEmpty);
    }

    private static bool IsOfHead(ReadOnlySpan<byte> frame) => frame[3] is Headers or Continuation;

    private static int LengthOf(ReadOnlySpan<byte> frame) => (frame[0] << 16) | (frame[1] << 8) | frame[2];
}

using System.Buffers;

namespace AlbEmulator.Http1;

/// <summary>Reads a body of a known length, or in chunks, without what frames it. Of a connection that nobody else reads meanwhile.</summary>
/// <param name="input">What comes over the connection.</param>
/// <param name="isChunked">Whether it has no length of its own.</param>
/// <param name="length">Otherwise, bytes.</param>
/// <param name="trailers">Gets the lines of the trailer section, each with its end; null for nobody.</param>
/// <remarks><see href="https://www.rfc-editor.org/rfc/rfc9112#section-6"/></remarks>
internal struct BodyReader(WireInput input, bool isChunked, long length, IBufferWriter<byte>? trailers)
{
    private ChunkReader _chunks;
    private long _left = length;

    public readonly bool IsChunked => isChunked;

    /// <summary>Bytes of data to come at least, before the next of the frame.</summary>
    public readonly long DataLeft => isChunked ? _chunks.DataLeft : _left;

    /// <summary>Whether all of it was read.</summary>
    public readonly bool HasEnded => isChunked ? _chunks.HasEnded : _left == 0;

    /// <summary>Reads what has come, and waits for nothing.</summary>
    /// <param name="buffer">Where to; an empty one asks whether there is something.</param>
    /// <param name="bytes">That were read: 0 at the end of the body.</param>
    /// <returns>False where nothing has come, and more is to come.</returns>
    /// <exception cref="MalformedBodyException">It is no body of HTTP.</exception>
    public bool TryRead(Span<byte> buffer, out int bytes)
    {
        bytes = 0;
        while (true)
        {
            if (isChunked)
            {
                var problem = _chunks.Read(input.Unread, trailers, out var taken);
                input.Take(taken);
                if (problem is not null)
                {
                    throw new MalformedBodyException(problem);
                }
            }

            if (HasEnded)
            {
                return true;
            }

            var data = (int)Math.Min(input.Unread.Length, DataLeft);
            if (data == 0 || buffer.IsEmpty)
            {
                return bytes > 0 || data > 0;
            }

            data = input.Read(buffer[..Math.Min(data, buffer.Length)]);
            TookData(data);
            buffer = buffer[data..];
            bytes += data;
        }
    }

    /// <summary>
    /// Reads data that is known to be there and that the connection has no room for; waits for nothing. Not of chunks: many are so small
    /// that they are better read with what is around them.
    /// </summary>
    /// <param name="buffer">Where to. What has come was taken.</param>
    /// <returns>Bytes of it.</returns>
    public int ReadOn(Memory<byte> buffer)
    {
        var bytes = isChunked ? 0 : input.ReadOn(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= bytes;
        return bytes;
    }

    /// <summary>Takes note of data that was taken from the connection otherwise.</summary>
    public void TookData(int bytes)
    {
        if (isChunked)
        {
            _chunks.TookData(bytes);
        }
        else
        {
            _left -= bytes;
        }
    }
}

/// <summary>A body that cannot be told from what follows it.</summary>
/// <param name="problem">What is wrong with it, in words behind "the chunked body has".</param>
internal sealed class MalformedBodyException(string problem) : Exception(problem);

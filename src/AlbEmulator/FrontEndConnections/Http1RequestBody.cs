using System.Buffers;
using System.Runtime.CompilerServices;
using AlbEmulator.Http1;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// The body of a request over HTTP/1, without what frames it. What was not read of it when the request is answered is read
/// over.
/// </summary>
internal sealed class Http1RequestBody : ReadOnlyStream
{
    /// <summary>Bytes that are read at once of a body, at most: where the connection's own buffer has to have them, and of what is read over.</summary>
    private const int Room = 16 * 1024;

    private WireInput _input = null!;
    private BodyReader _reader;
    private ArrayBufferWriter<byte>? _trailers;

    /// <summary>Whether a request has one that is not empty.</summary>
    public bool IsThere { get; private set; }

    /// <summary>Whether all of it was read.</summary>
    public bool HasEnded => _reader.HasEnded;

    /// <summary>Whether all of it is here, be it unread; false also where that cannot be told yet. While nobody reads it.</summary>
    public bool HasCome => HasEnded || (!_reader.IsChunked && _input.Unread.Length >= _reader.DataLeft);

    /// <summary>The lines that followed it, each with its end. Once it has ended.</summary>
    public ReadOnlyMemory<byte> Trailers => _trailers?.WrittenMemory ?? default;

    private int RoomWanted => _reader.IsChunked ? Room : _input.ReadsOn ? 1 : (int)Math.Min(Room, _reader.DataLeft);

    /// <summary>Another request begins.</summary>
    /// <param name="input">Of its connection.</param>
    /// <param name="isChunked">Whether it has no length of its own.</param>
    /// <param name="length">Otherwise.</param>
    public void Begin(WireInput input, bool isChunked, long length)
    {
        _input = input;
        _trailers?.ResetWrittenCount();
        _reader = new BodyReader(input, isChunked, length, isChunked ? _trailers ??= new() : null);
        IsThere = !HasEnded;
    }

    /// <summary>The request has ended.</summary>
    public void End() => (_input, _reader) = (null!, default);

    /// <exception cref="BadHttpRequestException">It is no body of HTTP.</exception>
    /// <exception cref="IOException">The client left before it had sent all of it.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        TryRead(buffer, out var bytes) ? new(bytes) : WaitAsync(buffer, cancellationToken);

    /// <summary>Reads over what is left of it.</summary>
    /// <returns>False where it does not come, or is none: the connection is of no more use.</returns>
    public async ValueTask<bool> DrainAsync(Http1Connection connection)
    {
        var nowhere = ArrayPool<byte>.Shared.Rent(Room);
        try
        {
            while (!HasEnded)
            {
                if (!TryRead(nowhere, out _) && !await connection.MoreAsync(RoomWanted))
                {
                    return false;
                }
            }

            return true;
        }
        catch (BadHttpRequestException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(nowhere);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static input => ((WireInput)input!).Interrupt(), _input);
        while (true)
        {
            await _input.MoreAsync(RoomWanted).ConfigureAwait(false);
            if (TryRead(buffer, out var bytes))
            {
                return bytes;
            }

            if (_input.IsInterrupted)
            {
                _input.IsInterrupted = false;
                cancellationToken.ThrowIfCancellationRequested();
            }
            else if (_input.IsEnded)
            {
                throw new IOException("The client closed the connection before it had sent its whole request.");
            }
        }
    }

    /// <summary>What is there; false where that is nothing, and more is to come.</summary>
    private bool TryRead(Memory<byte> buffer, out int bytes)
    {
        if (HasEnded)
        {
            bytes = 0;
            return true;
        }

        try
        {
            var hasCome = _reader.TryRead(buffer.Span, out bytes);
            bytes += _reader.ReadOn(buffer[bytes..]);
            if (HasEnded)
            {
                // From here on only the client's leaving is of interest.
                _input.ReadAhead();
            }

            return hasCome || bytes > 0;
        }
        catch (MalformedBodyException exception)
        {
            throw new BadHttpRequestException($"The chunked body has {exception.Message}.", StatusCodes.Status400BadRequest);
        }
    }
}

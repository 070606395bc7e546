using System.Buffers;
using System.Runtime.CompilerServices;
using AlbEmulator.Http1;
using AlbEmulator.Requests;

namespace AlbEmulator.Listeners;

/// <summary>
/// The body of a request over HTTP/1, without what frames it. What was not read of it when the request is answered is read
/// over.
/// </summary>
internal sealed class Http1RequestBody : ReadOnlyStream
{
    /// <summary>Bytes that are read at once of a body, at most.</summary>
    private const int Room = 16 * 1024;

    private WireInput _input = null!;
    private ChunkReader _chunks;
    private ArrayBufferWriter<byte>? _trailers;
    private long _left;
    private bool _isChunked;

    /// <summary>Whether a request has one that is not empty.</summary>
    public bool IsThere { get; private set; }

    /// <summary>Whether all of it was read.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The lines that followed it, each with its end. Once it has ended.</summary>
    public ReadOnlyMemory<byte> Trailers => _trailers?.WrittenMemory ?? default;

    /// <summary>Another request begins.</summary>
    /// <param name="input">Of its connection.</param>
    /// <param name="isChunked">Whether it has no length of its own.</param>
    /// <param name="length">Otherwise.</param>
    public void Begin(WireInput input, bool isChunked, long length)
    {
        (_input, _isChunked, _left) = (input, isChunked, length);
        _chunks = default;
        _trailers?.ResetWrittenCount();
        IsThere = isChunked || length > 0;
        HasEnded = !IsThere;
    }

    /// <exception cref="BadHttpRequestException">It is no body of HTTP.</exception>
    /// <exception cref="IOException">The client left before it had sent all of it.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        TryRead(buffer.Span, out var bytes) ? new(bytes) : WaitAsync(buffer, cancellationToken);

    /// <summary>Reads over what is left of it.</summary>
    /// <returns>False where it does not come, or is none: the connection is of no more use.</returns>
    public async ValueTask<bool> DrainAsync(Http1Connection connection)
    {
        var nowhere = ArrayPool<byte>.Shared.Rent(Room);
        try
        {
            while (!HasEnded)
            {
                if (!TryRead(nowhere, out _) && !await connection.MoreAsync(Room))
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
            var hasCome = await _input.MoreAsync((int)Math.Min(Room, _isChunked ? Room : _left)).ConfigureAwait(false);
            if (TryRead(buffer.Span, out var bytes))
            {
                return bytes;
            }

            if (_input.IsInterrupted)
            {
                _input.IsInterrupted = false;
                cancellationToken.ThrowIfCancellationRequested();
            }
            else if (!hasCome)
            {
                throw new IOException("The client closed the connection before it had sent its whole request.");
            }
        }
    }

    /// <summary>What is there; false where that is nothing, and more is to come.</summary>
    private bool TryRead(Span<byte> buffer, out int bytes)
    {
        bytes = 0;
        if (_isChunked && !HasEnded)
        {
            ReadFrame();
        }

        if (HasEnded)
        {
            return true;
        }

        var data = (int)Math.Min(_input.Unread.Length, _isChunked ? _chunks.DataLeft : _left);
        if (data == 0 || buffer.IsEmpty)
        {
            return data > 0;
        }

        bytes = _input.Read(buffer[..Math.Min(data, buffer.Length)]);
        if (_isChunked)
        {
            _chunks.TookData(bytes);
            ReadFrame();
        }
        else
        {
            _left -= bytes;
            End(_left == 0);
        }

        return true;
    }

    private void ReadFrame()
    {
        var problem = _chunks.Read(_input.Unread, _trailers ??= new(), out var taken);
        _input.Take(taken);
        if (problem is not null)
        {
            throw new BadHttpRequestException($"The chunked body has {problem}.", StatusCodes.Status400BadRequest);
        }

        End(_chunks.HasEnded);
    }

    /// <summary>From here on only the client's leaving is of interest.</summary>
    private void End(bool hasEnded)
    {
        if (hasEnded)
        {
            HasEnded = true;
            _input.ReadAhead();
        }
    }
}

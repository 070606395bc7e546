using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using AlbEmulator.Sockets;

namespace AlbEmulator.Http1;

/// <summary>A read of a connection that may go on after the call that began it.</summary>
/// <param name="stream">That is read.</param>
internal struct WireRead(Stream stream)
{
    /// <summary>What a read brought that has not ended, or was taken note of.</summary>
    public const int Nothing = -1;

    /// <summary>TLS keeps no buffer of its own while it only waits.</summary>
    private readonly bool _waitsFirst = stream is SslStream;

    /// <summary>Null where it is no socket.</summary>
    private readonly SocketRead? _socket = (stream as WireSocket)?.Reading;

    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _read;
    private Exception? _error;
    private bool _isWait;
    private int _arrived = Nothing;

    /// <summary>Whether <see cref="TryRead"/> can be relied on to read what is there.</summary>
    public readonly bool CanTry => _socket is WatchedRead;

    /// <summary>Bytes that it brought; 0 for the end. <see cref="Nothing"/> where nobody has to take note of any.</summary>
    public int Arrived
    {
        get => Volatile.Read(ref _arrived);
        set => Volatile.Write(ref _arrived, value);
    }

    /// <summary>Whether it brought nothing, and never will.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Why.</summary>
    public readonly Exception Failure => _error ?? _socket!.Failure;

    /// <summary>Begins. Whether it has ended already.</summary>
    /// <param name="buffer">Where what comes is put, which stays as it is meanwhile.</param>
    /// <param name="ends">Is called when it goes on, unless it has ended already.</param>
    public bool Begin(Memory<byte> buffer, Action ends)
    {
        if (_socket is null)
        {
            _isWait = _waitsFirst;
            return Read(buffer, ends);
        }

        return !_socket.Begin(buffer, ends) && TakeResult();
    }

    /// <summary>Goes on. Whether it has ended.</summary>
    /// <inheritdoc cref="Begin"/>
    public bool GoOn(Memory<byte> buffer, Action ends) => TakeResult() || Read(buffer, ends);

    /// <summary>Reads where there is known to be something. Whether it has ended; else it has not begun.</summary>
    public bool TryRead(Memory<byte> buffer) => _socket?.TryRead(buffer) == true && TakeResult();

    /// <summary>Ends it with what is there by now. False where <c>ends</c> is called, or was.</summary>
    public bool TryEnd() => _socket?.TryEnd() == true && TakeResult();

    [SuppressMessage("Reliability", "CA2012", Justification = "It is consumed once, by TakeResult.")]
    private bool Read(Memory<byte> buffer, Action ends)
    {
        while (true)
        {
            try
            {
                _read = stream.ReadAsync(_isWait ? Memory<byte>.Empty : buffer).ConfigureAwait(false).GetAwaiter();
            }
            catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException)
            {
                Fail(exception);
                return true;
            }

            if (!_read.IsCompleted)
            {
                _read.UnsafeOnCompleted(ends);
                return false;
            }

            if (TakeResult())
            {
                return true;
            }
        }
    }

    /// <summary>Whether that was all that is to be read, and not only waited for.</summary>
    private bool TakeResult()
    {
        if (_socket is not null)
        {
            HasFailed = _socket.Error != SocketError.Success;
            Arrived = HasFailed ? Nothing : _socket.Bytes;
            return true;
        }

        try
        {
            var arrived = _read.GetResult();
            if (_isWait)
            {
                return _isWait = false;
            }

            Arrived = arrived;
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        finally
        {
            _read = default;
        }

        return true;
    }

    private void Fail(Exception exception) => (HasFailed, _error) = (true, exception);
}

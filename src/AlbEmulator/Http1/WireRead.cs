using System.Net.Security;
using System.Runtime.CompilerServices;

namespace AlbEmulator.Http1;

/// <summary>A read of a connection that may go on after the call that began it.</summary>
/// <param name="stream">That is read.</param>
internal struct WireRead(Stream stream)
{
    /// <summary>What a read brought that has not ended, or was taken note of.</summary>
    public const int Nothing = -1;

    /// <summary>TLS keeps no buffer of its own while it only waits.</summary>
    private readonly bool _waitsFirst = stream is SslStream;

    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _read;
    private bool _isWait;
    private int _arrived = Nothing;

    /// <summary>Bytes that it brought; 0 for the end. <see cref="Nothing"/> where nobody has to take note of any.</summary>
    public int Arrived
    {
        get => Volatile.Read(ref _arrived);
        set => Volatile.Write(ref _arrived, value);
    }

    /// <summary>Why it brought nothing.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Begins. Whether it has ended already.</summary>
    /// <param name="buffer">Where what comes is put, which stays as it is meanwhile.</param>
    /// <param name="ends">Is called when it goes on, unless it has ended already.</param>
    public bool Begin(Memory<byte> buffer, Action ends)
    {
        _isWait = _waitsFirst;
        return Read(buffer, ends);
    }

    /// <summary>Goes on. Whether it has ended.</summary>
    /// <inheritdoc cref="Begin"/>
    public bool GoOn(Memory<byte> buffer, Action ends) => TakeResult() || Read(buffer, ends);

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
                Error = exception;
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
            Error = exception;
        }
        finally
        {
            _read = default;
        }

        return true;
    }
}

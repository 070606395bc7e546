using System.Net.Sockets;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Forwarding;

/// <summary>A plain connection to an HTTP/1.1 target.</summary>
internal sealed class TargetStream(Socket socket, OpenConnection connection, TargetConnections connections)
    : TargetSocket(socket, connection, connections)
{
    private readonly TargetExchange _exchange = new(connection);

    /// <summary>The last wait for something to read; null before the first.</summary>
    private Task? _readable;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _exchange.ReceiveAsync(buffer, base.ReadAsync(TargetExchange.Readable(buffer), cancellationToken));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        HearEarlyAnswer();
        var bytes = _exchange.Sending(buffer);
        if (bytes.IsEmpty)
        {
            return ValueTask.CompletedTask;
        }

        var written = base.WriteAsync(bytes, cancellationToken);
        if (!written.IsFaulted || _exchange.NotSent() is not { } answer || !HasAnswered(answer))
        {
            return written;
        }

        // It answered, and broke off what it did not want to hear.
        _ = written.AsTask().Exception;
        return ValueTask.CompletedTask;
    }

    /// <summary>A target that takes no more may have answered, and then need not take the rest.</summary>
    protected override async ValueTask WriteRestAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        if (_exchange.NotSent() is not { } answer)
        {
            await base.WriteRestAsync(rest, cancellationToken);
            return;
        }

        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var written = base.WriteRestAsync(rest, answered.Token).AsTask();
        if (!written.IsCompleted)
        {
            var coming = answer.ComingAsync();
            if (_readable is null or { IsCompleted: true })
            {
                _readable = ReadableAsync();
            }

            await Task.WhenAny(written, coming, _readable);
            if (!written.IsCompleted && !HasAnswered(answer))
            {
                await Task.WhenAny(written, coming);
            }

            if (!written.IsCompleted)
            {
                await answered.CancelAsync();
            }
        }

        await written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (written.IsCompletedSuccessfully || cancellationToken.IsCancellationRequested || !HasAnswered(answer))
        {
            await written;
        }
    }

    private bool HasAnswered(EarlyAnswer answer) => answer.HasCome || HearEarlyAnswer();

    /// <summary>Ends when something can be read, which it leaves to others to do, or nothing ever can.</summary>
    private async Task ReadableAsync()
    {
        try
        {
            await Socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Whoever writes hears of it.
        }
    }

    /// <summary>
    /// Looks whether the target has begun to answer the request whose body is under way. The HTTP client has no read
    /// outstanding where the request is the first on its connection.
    /// </summary>
    private bool HearEarlyAnswer()
    {
        if (!_exchange.CanBeEarly)
        {
            return false;
        }

        Span<byte> begin = stackalloc byte[TargetExchange.FinalAnswerBytes];
        try
        {
            var bytes = Socket.Receive(begin, SocketFlags.Peek, out var error);
            return error == SocketError.Success && _exchange.BeginsWith(begin[..bytes]);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }
}

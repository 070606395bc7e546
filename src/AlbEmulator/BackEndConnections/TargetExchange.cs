using System.Diagnostics.CodeAnalysis;
using AlbEmulator.Http1;
using AlbEmulator.Requests;

namespace AlbEmulator.BackEndConnections;

/// <summary>
/// One request to an HTTP/1.1 target and its answer. The answer is listened for as soon as the head of the request is on its
/// way: one that comes before the body has ended is given at once, and the rest of the body is not sent. A request is sent
/// once: a target that closes before it answers has failed it.
/// </summary>
/// <param name="pool">The connections to the target.</param>
/// <param name="outgoing">The request.</param>
/// <param name="cancellationToken">Nobody waits for an answer any longer.</param>
[SuppressMessage("Design", "CA1001", Justification = "The body of a request is a stream that holds nothing.")]
internal sealed class TargetExchange(TargetPool pool, TargetUri outgoing, CancellationToken cancellationToken)
{
    private TargetConnection _connection = null!;
    private CancellationTokenRegistration _registration;
    private BodyToTarget? _body;
    private bool _isBegun;
    private volatile bool _hasEnded;

    /// <summary>Why the client's body ended too early.</summary>
    private volatile Exception? _bodyFailure;

    public AlbRequest Request { get; } = outgoing.Request;

    public TargetConnection Connection => _connection;

    private WireInput Input => _connection.Input;

    /// <summary>Sends the request.</summary>
    /// <param name="body">The client's; null for none.</param>
    /// <returns>The head of the answer, with a body that is still to be read.</returns>
    public async Task<HttpResponseMessage> AskAsync(HttpContent? body)
    {
        var loop = Request.Exchange.Loop;
        _connection = pool.Take(loop) ?? await pool.OpenAsync(Request.Target!.Address, loop, cancellationToken);
        _connection.Head.Begin();
        _registration = cancellationToken.UnsafeRegister(static exchange => ((TargetExchange)exchange!).Abort(), this);
        try
        {
            Request.HeaderNotes?.Forward(outgoing.Bytes.Written.Span);
            if (body is null)
            {
                await SendHeadAsync();
            }
            else
            {
                _body = BodyToTarget.Begin(this, outgoing);
                _ = SendBodyAsync(body, _body);
            }

            var head = _connection.Head;
            while (true)
            {
                while (!TakeHead(head))
                {
                    if (!await Input.MoreAsync())
                    {
                        throw Ending();
                    }
                }

                if (!head.IsInterim)
                {
                    break;
                }

                await Request.Exchange.SendInterimAsync(InterimAnswer.Of(head));
            }

            if (head.Status == StatusCodes.Status101SwitchingProtocols && !ConnectionHeader.IsWebSocket(Request.Context))
            {
                throw new MalformedAnswerException("switches protocols, which nobody asked for");
            }

            _body?.EndEarly();
            return new TargetResponse(this, head);
        }
        catch (Exception exception)
        {
            End(isWhole: false);
            if (exception is not OperationCanceledException && _connection.IsAborted)
            {
                throw new OperationCanceledException(cancellationToken);
            }

            throw;
        }
    }

    /// <summary>The answer has ended, or nobody wants more of it: the connection is another's, or closed.</summary>
    /// <param name="isWhole">Whether its last byte was read.</param>
    public void End(bool isWhole)
    {
        if (_hasEnded)
        {
            return;
        }

        _hasEnded = true;
        _registration.Dispose();
        if (!isWhole || _connection.IsAborted || !_connection.Head.KeepsAlive || Request.Exchange.ClosesConnections
            || !Input.Unread.IsEmpty || Input.IsEnded)
        {
            Close();
        }
        else if (_body is null || _body.HasEnded())
        {
            pool.Give(_connection);
        }
    }

    /// <summary>The last byte of the request went out only when the answer had ended.</summary>
    /// <param name="isWhole">Whether it went out at once.</param>
    public void EndLate(bool isWhole)
    {
        if (isWhole)
        {
            pool.Give(_connection);
        }
        else
        {
            Close();
        }
    }

    /// <summary>Closes the connection. What of the request is still to be sent goes nowhere.</summary>
    public void Close()
    {
        _body?.Cut();
        _connection.Dispose();
    }

    private void Abort()
    {
        _connection.Abort();
        _body?.Cut();
    }

    private ValueTask SendHeadAsync()
    {
        var sent = _connection.Stream.WriteAsync(outgoing.Bytes.Written, default);
        if (!sent.IsCompletedSuccessfully)
        {
            return SendHeadAsync(sent);
        }

        outgoing.GiveBack();
        return default;
    }

    private async ValueTask SendHeadAsync(ValueTask sent)
    {
        try
        {
            await sent;
            outgoing.GiveBack();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It may have answered before, and else says why.
        }
    }

    private async Task SendBodyAsync(HttpContent client, BodyToTarget body)
    {
        try
        {
            await client.CopyToAsync(body, null, cancellationToken);
            await body.EndAsync();
            if (!body.IsCut)
            {
                outgoing.GiveBack();
            }
        }
        catch (Exception exception)
        {
            _bodyFailure = exception;
            if (!_hasEnded)
            {
                Input.Interrupt();
            }
        }
    }

    /// <summary>Takes the next head where it has come.</summary>
    private bool TakeHead(ResponseHead head)
    {
        const int Longest = HeaderLimits.EntireResponseHeaderKilobytes * 1024;
        var unread = Input.Unread;
        if (!ResponseHead.MayBegin(unread) && (unread.IndexOf((byte)'\n') is >= 0 || unread.Length > Longest))
        {
            throw new NotHttpException(unread);
        }

        var length = head.LengthIn(unread);
        if (length > Longest || (length == 0 && unread.Length > Longest))
        {
            throw new AnswerTooLongException();
        }

        if (length == 0)
        {
            return false;
        }

        var problem = head.Read(unread[..length]);
        Input.Take(length);
        _isBegun = true;
        return problem is null ? true : throw new MalformedAnswerException(problem);
    }

    /// <summary>Why no answer will come.</summary>
    private Exception Ending()
    {
        if (_connection.IsAborted)
        {
            return new OperationCanceledException(cancellationToken);
        }

        if (_bodyFailure is { } failure)
        {
            return failure;
        }

        var unread = Input.Unread;
        return !ResponseHead.MayBegin(unread)
            ? new NotHttpException(unread)
            : new TargetClosedException(_isBegun || !unread.IsEmpty);
    }
}

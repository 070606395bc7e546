using AlbEmulator.Desync;
using AlbEmulator.Http1;
using AlbEmulator.Requests;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// The head of a request as it comes: whole, or as far as it can be told that no request comes of it.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html#http-headers-quotas"/>
/// </summary>
internal struct HeadReading
{
    private HeadEnd _end;
    private int _line;

    /// <summary>Looks at what there is. Whether the exchange has taken it.</summary>
    public bool Read(Http1Exchange exchange)
    {
        var input = exchange.Connection.Input;
        var bytes = input.Unread;
        if (bytes is [0x16, 3, ..] && !exchange.Connection.IsTls)
        {
            exchange.TakeRest(Rejection.TlsHello);
            return true;
        }

        if (_line == 0)
        {
            _line = bytes.IndexOf((byte)'\n') + 1;
            if (_line > HeaderLimits.RequestLine || (_line == 0 && bytes.Length > HeaderLimits.RequestLine))
            {
                exchange.TakeRest(Rejection.LongLine);
                return true;
            }

            if (_line == 0)
            {
                return false;
            }
        }

        var length = _end.LengthIn(bytes);
        if ((length > 0 ? length : bytes.Length) - _line > HeaderLimits.EntireRequestHeader)
        {
            exchange.TakeRest(Rejection.LongHead);
            return true;
        }

        if (length > 0)
        {
            exchange.Take(bytes[..length], isEnded: false);
            input.Take(length);
            return true;
        }

        return IsNone(bytes, exchange);
    }

    /// <summary>Whether the first line is none of a request, so that the others need not be waited for.</summary>
    private readonly bool IsNone(ReadOnlySpan<byte> bytes, Http1Exchange exchange)
    {
        var line = LineRead.Read(bytes[..(_line - 1)].TrimEnd((byte)'\r'));
        if (line is { IsReadable: true, IsOtherProtocol: false })
        {
            return false;
        }

        exchange.TakeRest(null);
        return true;
    }
}

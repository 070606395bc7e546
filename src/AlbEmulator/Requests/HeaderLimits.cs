using AlbEmulator.Http1;

namespace AlbEmulator.Requests;

/// <summary>
/// How much a client may send before its body.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html#http-headers-quotas"/>
/// </summary>
internal static class HeaderLimits
{
    /// <summary>Bytes of a request line.</summary>
    public const int RequestLine = 16 * 1024;

    /// <summary>Bytes of one header: name, colon, value.</summary>
    public const int SingleHeader = 16 * 1024;

    /// <summary>Bytes of all headers.</summary>
    public const int EntireRequestHeader = 64 * 1024;

    /// <summary>Kibibytes of all headers of a target's response.</summary>
    public const int EntireResponseHeaderKilobytes = 32;

    /// <summary>Not documented for an ALB; more headers than fit into <see cref="EntireRequestHeader"/>.</summary>
    public const int HeaderCount = EntireRequestHeader / 3;

    /// <summary>Whether one header is longer than an ALB takes.</summary>
    public static bool IsExceeded(AlbRequest request)
    {
        if (request.HeadBytes < SingleHeader)
        {
            return false;
        }

        if (request.Context.Request.Headers is WireHeaders headers)
        {
            return headers.HasOneOf(SingleHeader);
        }

        foreach (var (name, values) in request.Context.Request.Headers)
        {
            foreach (var value in values)
            {
                if (name.Length + 2 + (value?.Length ?? 0) >= SingleHeader)
                {
                    return true;
                }
            }
        }

        return false;
    }
}

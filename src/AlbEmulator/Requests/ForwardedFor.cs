using AlbEmulator.Model;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Requests;

/// <summary>
/// What becomes of X-Forwarded-For.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html#x-forwarded-for"/>
/// </summary>
internal static class ForwardedFor
{
    public const string Name = "X-Forwarded-For";

    /// <summary>
    /// Addresses that a client may send; with more it gets a 463, whatever becomes of the header.
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-463-issues"/>
    /// </summary>
    public const int MostAddresses = 30;

    /// <summary>Between the address of one and that of the next.</summary>
    private const string Separator = ", ";

    /// <summary>Whether a client sent too many addresses. An empty place in the list is none.</summary>
    public static bool IsExceeded(in StringValues lines)
    {
        var addresses = 0;
        foreach (var line in lines)
        {
            foreach (var part in line.AsSpan().Split(','))
            {
                addresses += line.AsSpan()[part].IsWhiteSpace() ? 0 : 1;
            }
        }

        return addresses > MostAddresses;
    }

    /// <summary>What a target gets; nothing where it gets none.</summary>
    public static StringValues ToTarget(AlbRequest request)
    {
        var attributes = request.Listener.LoadBalancer.Attributes;
        return ToTarget(
            attributes.XffHeaderProcessing,
            request.Context.Request.Headers[Name],
            attributes.XffClientPort ? request.Connection.ClientIpAndPort : request.Connection.ClientIp);
    }

    /// <param name="processing">What becomes of the header.</param>
    /// <param name="lines">As the client sent them.</param>
    /// <param name="client">Its address, perhaps with its port.</param>
    public static StringValues ToTarget(XffHeaderProcessing processing, in StringValues lines, string client) => processing switch
    {
        XffHeaderProcessing.Append => Append(lines, client),
        XffHeaderProcessing.Preserve => lines,
        XffHeaderProcessing.Remove => default,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Append(in StringValues lines, string client) =>
        lines.Count == 0 ? client : $"{string.Join(Separator, lines.ToArray())}{Separator}{client}";
}

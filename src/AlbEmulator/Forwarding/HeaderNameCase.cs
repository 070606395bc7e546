using System.Text;

namespace AlbEmulator.Forwarding;

/// <summary>
/// How an HTTP/1.1 target gets the names of headers that came over HTTP/2: in lower case, but for a few that the load
/// balancer writes itself.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#listener-configuration"/>
/// </summary>
internal static class HeaderNameCase
{
    private static readonly byte[][] Mixed =
    [
        .. new[]
        {
            "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Port", "Host", "X-Amzn-Trace-Id", "Upgrade", "Connection",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>Lowers the names of a head in place.</summary>
    /// <param name="head">From the end of the request line on; a body may follow.</param>
    public static void Lower(Span<byte> head)
    {
        while (head.IndexOf((byte)'\n') is var start and >= 0)
        {
            head = head[(start + 1)..];
            if (head.IndexOf((byte)':') is not (var length and > 0) || head[0] == (byte)'\r')
            {
                return;
            }

            if (!IsMixed(head[..length]))
            {
                Ascii.ToLowerInPlace(head[..length], out _);
            }
        }
    }

    /// <summary>A name as such a target gets it.</summary>
    public static string Lowered(string name) =>
        IsMixed(Encoding.ASCII.GetBytes(name)) ? name : name.ToLowerInvariant();

    private static bool IsMixed(ReadOnlySpan<byte> name)
    {
        foreach (var mixed in Mixed)
        {
            if (name.SequenceEqual(mixed))
            {
                return true;
            }
        }

        return false;
    }
}

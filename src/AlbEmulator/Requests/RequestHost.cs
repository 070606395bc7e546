using System.Globalization;
using AlbEmulator.Model;

namespace AlbEmulator.Requests;

/// <summary>
/// The host of a request, made once for all who need it: rules, transforms, redirects, targets and logs.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#host-header-preservation"/>
/// </summary>
internal sealed record RequestHost
{
    /// <summary>As the client wrote it; null where it named none.</summary>
    public string? Sent { get; init; }

    /// <summary>Whether it is a host and perhaps a port, as <see cref="HostAndPort.IsValid"/> has it.</summary>
    public bool IsValid { get; init; } = true;

    /// <summary>
    /// What rules and transforms look at: in lower case, with its port if there is one, as it is sent to the port that the
    /// listener has with AWS.
    /// </summary>
    public required string Compared { get; init; }

    /// <summary>In lower case, without a port: for redirects and logs.</summary>
    public required string Name { get; init; }

    /// <summary>What a target gets: without a port on listeners 80 and 443, with one on any other.</summary>
    public required string ForTarget { get; init; }

    /// <param name="sent">By a client; not empty.</param>
    /// <param name="listener">That the request came to.</param>
    /// <param name="ignoresPort"><c>Alb:IgnoreHostPort</c>.</param>
    public static RequestHost Of(string sent, Listener listener, bool ignoresPort)
    {
        var parsed = HostAndPort.Parse(sent);
        var (name, port) = parsed;
        port = PortWithAws(port, listener);
        var whole = new HostAndPort(name, port).ToString();
        return new RequestHost
        {
            Sent = sent,
            IsValid = parsed.IsValid && !sent.Contains('@'),
            Compared = ignoresPort ? name : whole,
            Name = name,
            ForTarget = listener.Port is 80 or 443 ? name
                : port.Length == 0 ? new HostAndPort(name, Text(listener.Port)).ToString()
                : whole,
        };
    }

    /// <summary>Of a request that names no host, as HTTP/1.0 need not.</summary>
    /// <param name="dnsName">Of the load balancer.</param>
    public static RequestHost Unsent(string dnsName)
    {
        var name = HostAndPort.Lower(dnsName);
        return new RequestHost { Compared = name, Name = name, ForTarget = name };
    }

    /// <summary>
    /// A client that reached the listener at another port than AWS's names that one, or none where its protocol has it:
    /// at AWS's it would name AWS's.
    /// </summary>
    private static string PortWithAws(string port, Listener listener)
    {
        if (listener.BindPort == listener.Port)
        {
            return port;
        }

        var usual = listener.Protocol.UsualPort();
        var named = port.Length == 0 ? Text(usual) : port;
        return named != Text(listener.BindPort) ? port
            : listener.Port == usual ? ""
            : Text(listener.Port);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}

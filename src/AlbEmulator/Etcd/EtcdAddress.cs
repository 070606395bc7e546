using System.Net;

namespace AlbEmulator.Etcd;

/// <summary>Where an etcd is, and below which key: <c>etcd://10.0.0.1:2379,10.0.0.2:2379/alb</c>.</summary>
/// <param name="Members">Hosts with their ports, at least one.</param>
/// <param name="Prefix">Ends with a slash, and begins with none.</param>
internal sealed record EtcdAddress(IReadOnlyList<DnsEndPoint> Members, string Prefix)
{
    public const string Scheme = "etcd://";

    private const int LongestPrefix = 200;
    private const string Form = "write etcd://HOST:PORT,HOST:PORT/PREFIX";

    /// <summary>As the setting has it.</summary>
    public override string ToString() => $"{Scheme}{string.Join(',', Members.Select(static member => $"{Bracketed(member.Host)}:{member.Port}"))}/{Prefix.TrimEnd('/')}";

    /// <summary>The address, or what is wrong with it.</summary>
    public static (EtcdAddress? Address, string? Problem) Read(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, $"begins with none of the stores there are: {Form}, or leave it empty for the data folder");
        }

        var (hosts, prefix) = text[Scheme.Length..].Split('/', 2) is [var one, var two] ? (one, two.Trim('/')) : (text[Scheme.Length..], "");
        if (prefix.Length is 0 or > LongestPrefix || prefix.Any(static c => c is <= ' ' or > '~') || prefix.Split('/').Contains(""))
        {
            return (null, $"has no prefix of keys, at most {LongestPrefix} characters of ASCII without blanks: {Form}");
        }

        var members = new List<DnsEndPoint>();
        foreach (var host in hosts.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate($"http://{host}", UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.PathAndQuery != "/"
                || !host.EndsWith($":{uri.Port}", StringComparison.Ordinal) || uri.Port == 0)
            {
                return (null, $"names \"{host}\", which is no HOST:PORT: {Form}");
            }

            members.Add(new DnsEndPoint(uri.Host.Trim('[', ']'), uri.Port));
        }

        return (new(members, prefix + "/"), null);
    }

    private static string Bracketed(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
}

using Docker.DotNet;

namespace AlbEmulator.Containers;

/// <summary>
/// Where a container engine is: as <c>docker://</c> says or, where it says nothing, as Docker's own programs find it.
/// <see href="https://docs.docker.com/reference/cli/docker/#environment-variables"/>
/// </summary>
/// <param name="Socket">Path of its socket; null where it is asked over TCP.</param>
/// <param name="Tcp">Where it is over TCP; null where it has a socket.</param>
internal sealed record EngineAddress(string? Socket, Uri? Tcp)
{
    /// <summary>What stands in the place of a file.</summary>
    public const string Scheme = "docker://";

    private const string Variable = "DOCKER_HOST";
    private const string TlsVariable = "DOCKER_TLS_VERIFY";
    private const string Usual = "/var/run/docker.sock";
    private const int UsualPort = 2375;

    /// <summary>The host on which containers publish their ports; null for this machine.</summary>
    public string? Host => Tcp is { IsLoopback: false } ? Tcp.DnsSafeHost : null;

    /// <summary>Whether a name stands for an engine and not for a file.</summary>
    public static bool IsMeantBy(string name) => name.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The engine that is meant; or what is wrong with the name, and what to write instead.</summary>
    /// <param name="name"><c>docker://</c>, <c>docker:///path/to/socket</c>, or <c>docker://host:port</c>.</param>
    /// <param name="environment">The environment variables.</param>
    public static (EngineAddress? Address, string? Problem) Of(string name, Func<string, string?> environment)
    {
        var written = name[Scheme.Length..];
        if (written.StartsWith('/'))
        {
            return (new EngineAddress(written, null), null);
        }

        if (written.Length > 0)
        {
            return OfUri($"tcp://{written}", "docker:///path/to/socket or docker://127.0.0.1:2375");
        }

        var host = environment(Variable);
        var instead = $"unix:///path/to/socket or tcp://127.0.0.1:2375 in {Variable}";
        var (address, problem) = string.IsNullOrEmpty(host) ? (OfContext(), null) : OfUri(host, instead);
        return address is { Tcp: not null } && !string.IsNullOrEmpty(environment(TlsVariable))
            ? (null, $"is an engine that is spoken to over TLS, as {TlsVariable} says, which the emulator does not: write {instead}, without {TlsVariable}")
            : (address, problem);
    }

    public override string ToString() => Socket ?? Tcp!.ToString();

    private static (EngineAddress? Address, string? Problem) OfUri(string text, string instead)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0)
        {
            return (null, $"is no place of an engine: write {instead}");
        }

        return uri switch
        {
            { Scheme: "unix", AbsolutePath.Length: > 1 } => (new EngineAddress(uri.AbsolutePath, null), null),
            { Scheme: "tcp" or "http", Host.Length: > 0, AbsolutePath: "/" or "" } => (
                new EngineAddress(null, new UriBuilder(Uri.UriSchemeHttp, uri.Host, uri.Port > 0 ? uri.Port : UsualPort).Uri), null),
            { Scheme: "unix" or "tcp" or "http" } => (null, $"is no place of an engine: write {instead}"),
            _ => (null, $"is an engine that is spoken to in {uri.Scheme}, which the emulator does not: write {instead}"),
        };
    }

    /// <summary>The context that Docker's programs are set to, where it has a socket.</summary>
    private static EngineAddress OfContext()
    {
        try
        {
            var (address, _) = OfUri(DockerConfig.Instance.GetEndpoint().OriginalString, "");
            return address ?? new EngineAddress(Usual, null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Its file is of another program, which may have written anything there.
            return new EngineAddress(Usual, null);
        }
    }
}

using System.Text;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Clusters.Access;

/// <summary>
/// A cluster as a pod in it sees it.
/// <see href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/"/>
/// </summary>
internal static class PodAccess
{
    private const string HostVariable = "KUBERNETES_SERVICE_HOST";
    private const string PortVariable = "KUBERNETES_SERVICE_PORT";
    private const ushort UsualPort = 443;
    private const string Token = "token";

    /// <summary>The cluster that the emulator runs in; null where it is in no pod.</summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="folder">Where the service account is.</param>
    /// <param name="time">The clock.</param>
    public static ClusterAccess? Read(Func<string, string?> environment, string folder, TimeProvider time)
    {
        if (environment(HostVariable) is not { Length: > 0 } host || !RegularFile.IsThere(Path.Combine(folder, Token)))
        {
            return null;
        }

        var port = ushort.TryParse(environment(PortVariable), out var written) ? written : UsualPort;
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw new AccessException($"{HostVariable} is no host: {Quoted.Text(host)}");
        }

        return new ClusterAccess(
            new UriBuilder(Uri.UriSchemeHttps, host, port).Uri, TokenFile.Source(Path.Combine(folder, Token), time))
        {
            Authorities = Text(folder, "ca.crt") is { } pem ? AccessReader.Certificates(pem) : null,
            Namespace = Text(folder, "namespace")?.Trim() ?? "",
            IsPod = true,
        };
    }

    private static string? Text(string folder, string file) =>
        RegularFile.Read(Path.Combine(folder, file), KubeConfig.Longest).Bytes is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}

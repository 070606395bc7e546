using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Clusters.Access;

/// <summary>
/// Finds a cluster as kubectl does: by the context of a kubeconfig or, where there is none and the emulator runs in a pod, by the
/// service account of the pod.
/// </summary>
/// <param name="environment">The environment variables.</param>
/// <param name="time">The clock.</param>
/// <param name="accountFolder">Where the service account of a pod is.</param>
internal sealed class AccessReader(Func<string, string?> environment, TimeProvider time, string accountFolder = AccessReader.AccountFolder)
{
    public const string AccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

    private const int MostShown = 20;

    /// <summary>The way to the cluster that a name stands for.</summary>
    /// <param name="name"><c>kubernetes://CONTEXT</c>.</param>
    /// <exception cref="AccessException">There is none.</exception>
    public ClusterAccess Read(string name)
    {
        var context = ClusterName.ContextOf(name);
        return KubeConfig.Read(environment) switch
        {
            { } config => OfContext(config, context),
            null when context.Length == 0 && PodAccess.Read(environment, accountFolder, time) is { } pod => pod,
            _ => throw new AccessException(
                $"there is no kubeconfig: write ~/.kube/config, or name a file in {KubeConfig.Variable}"
                    + (context.Length > 0 ? "" : "; in a pod its service account is taken, and this is none")),
        };
    }

    private ClusterAccess OfContext(KubeConfig config, string written)
    {
        var name = written.Length > 0 ? written : config.CurrentContext;
        if (name.Length == 0)
        {
            throw new AccessException($"{config.Name} has no current context: name one, as in {ClusterName.Scheme}CONTEXT{Known(config)}");
        }

        if (config.Find("contexts", "context", name) is not { } context)
        {
            throw new AccessException($"{Quoted.Text(name)} is no context of {config.Name}{Known(config)}");
        }

        var cluster = config.Find("clusters", "cluster", context.Text("cluster"))
            ?? throw context.Wrong($"the cluster {Quoted.Text(context.Text("cluster"))} is not there");
        var users = new UserReader(environment, time, context, Described(cluster));

        // Whatever is wrong with the user is told now, and not when it is asked for.
        var headers = users.Check(config);
        return new ClusterAccess(Server(cluster), users.ReadAsync)
        {
            Authorities = Authorities(cluster),
            IsInsecure = cluster.Flag("insecure-skip-tls-verify"),
            ServerName = cluster.Text("tls-server-name"),
            Proxy = Proxy(cluster),
            Namespace = context.Text("namespace"),
            Headers = headers,
        };
    }

    private static string Known(KubeConfig config) => config.Contexts switch
    {
        { Count: 0 } => "",
        { Count: > MostShown } known => $": there are {known.Count}, such as {Quoted.List(known.Take(MostShown))}",
        var known => $": there {(known.Count == 1 ? "is" : "are")} {Quoted.List(known)}",
    };

    private static Uri Server(KubeConfigItem cluster)
    {
        var server = cluster.Text("server");
        return Uri.TryCreate(server, UriKind.Absolute, out var uri)
            && uri is { Scheme: "https" or "http", Host.Length: > 0, UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }
                ? new Uri(uri.AbsoluteUri.TrimEnd('/') + "/")
                : throw cluster.Wrong($"the server {Quoted.Text(server)} is no URL of https or http");
    }

    private static Uri? Proxy(KubeConfigItem cluster)
    {
        if (cluster.Text("proxy-url") is not { Length: > 0 } written)
        {
            return null;
        }

        return Uri.TryCreate(written, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "socks5"
            ? uri
            : throw cluster.Wrong("proxy-url is no URL of http, https or socks5");
    }

    private static X509Certificate2Collection? Authorities(KubeConfigItem cluster)
    {
        if (cluster.Content("certificate-authority") is not { } pem)
        {
            return null;
        }

        return Certificates(pem) is { Count: > 0 } authorities
            ? authorities
            : throw cluster.Wrong("certificate-authority holds no certificate (PEM)");
    }

    /// <summary>The certificates of a text; null where it holds what is none.</summary>
    internal static X509Certificate2Collection? Certificates(string pem)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            return certificates;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What a plugin may be told of the cluster that it logs in to.</summary>
    private static Node.Mapping Described(KubeConfigItem cluster)
    {
        string[] told = ["server", "tls-server-name", "insecure-skip-tls-verify", "certificate-authority-data", "proxy-url"];
        var entries = told.Select(name => (Name: name, Value: cluster.Root.Find(name))).ToList();
        entries.Add(("config", cluster.Root.Find("extensions").Items()
            .FirstOrDefault(item => item.Text("name") == "client.authentication.k8s.io/exec").Find("extension")));
        return new Node.Mapping(Origin.None, [.. entries.Where(entry => entry.Value is not null).Select(entry => new Entry(entry.Name, Origin.None, entry.Value!))]);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Clusters.Access;

/// <summary>
/// The user of a context, who shows a certificate, a token or a password, or has a program that gets one of them. It is read
/// anew when it is refused: whoever logs in again has the kubeconfig written.
/// </summary>
/// <param name="environment">The environment variables.</param>
/// <param name="time">The clock.</param>
/// <param name="context">Names the user.</param>
/// <param name="cluster">What a plugin may be told.</param>
internal sealed class UserReader(Func<string, string?> environment, TimeProvider time, KubeConfigItem context, Node.Mapping cluster)
{
    /// <summary>Finds out what can be found out without asking anybody.</summary>
    /// <returns>As whom the user wants to be taken.</returns>
    public IReadOnlyList<(string Name, string Value)> Check(KubeConfig config)
    {
        if (User(config) is not { } user)
        {
            return [];
        }

        if (user.Root.Find("exec") is { } exec)
        {
            _ = ExecPlugin.Of(user, exec, environment, cluster);
        }
        else
        {
            _ = Plain(user);
        }

        return Impersonation(user);
    }

    public async Task<Credential> ReadAsync(CancellationToken cancellation)
    {
        var config = KubeConfig.Read(environment) ?? throw new AccessException("there is no kubeconfig any longer");
        return User(config) is not { } user ? new Credential(null, null)
            : user.Root.Find("exec") is { } exec ? await ExecPlugin.Of(user, exec, environment, cluster).RunAsync(cancellation)
            : Plain(user);
    }

    private KubeConfigItem? User(KubeConfig config) => context.Text("user") is not { Length: > 0 } name
        ? null
        : config.Find("users", "user", name) ?? throw context.Wrong($"the user {Quoted.Text(name)} is not there");

    private Credential Plain(KubeConfigItem user)
    {
        if (user.Root.Find("auth-provider") is { } provider)
        {
            throw user.Wrong($"auth-provider {Quoted.Text(provider.Text("name"))} is no longer known to kubectl either: "
                + "log in again, so that a plugin (exec) stands in its place");
        }

        var certificate = Pair(user, user.Content("client-certificate"), user.Content("client-key"));
        if (user.File("tokenFile") is { Length: > 0 } file)
        {
            return TokenFile.Read(file, time) with { Certificate = certificate };
        }

        var (token, name, password) = (user.Text("token"), user.Text("username"), user.Text("password"));
        var authorization = token.Length > 0 ? TokenFile.Bearer(token, user.Place)
            : name.Length > 0 ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"))}"
            : null;
        return new Credential(authorization, certificate) { Until = certificate?.NotAfter };
    }

    /// <summary>A certificate with its key; null where neither is written.</summary>
    /// <param name="place">Where they are from.</param>
    /// <param name="certificate">PEM.</param>
    /// <param name="key">PEM.</param>
    internal static X509Certificate2? Pair(KubeConfigItem place, string? certificate, string? key)
    {
        if (certificate is null && key is null)
        {
            return null;
        }

        if (certificate is null || key is null)
        {
            throw place.Wrong("client-certificate and client-key go together, and one is missing");
        }

        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificate, key);

            // Windows cannot show a certificate whose key is in no store.
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw place.Wrong("client-certificate and client-key are no pair in PEM, or the key has a password");
        }
    }

    private static List<(string Name, string Value)> Impersonation(KubeConfigItem user)
    {
        var headers = new List<(string Name, string Value)>();
        Add("Impersonate-User", user.Root.Find("as"));
        Add("Impersonate-Uid", user.Root.Find("as-uid"));
        foreach (var group in user.Root.Find("as-groups").Items())
        {
            Add("Impersonate-Group", group);
        }

        foreach (var extra in (user.Root.Find("as-user-extra") as Node.Mapping)?.Entries ?? [])
        {
            foreach (var value in extra.Value.Items())
            {
                Add($"Impersonate-Extra-{Uri.EscapeDataString(extra.Name)}", value);
            }
        }

        return headers;

        void Add(string name, Node? value)
        {
            if (value.TryAny(out var text) && text.Length > 0)
            {
                // Of several .NET makes one line, which a cluster takes for one name.
                headers.Add(
                    text.Any(char.IsControl) ? throw user.Wrong($"{name} holds a line break")
                    : headers.Any(header => header.Name == name) ? throw user.Wrong($"{name} is wanted twice, and can be sent once: name one")
                    : (name, text));
            }
        }
    }
}

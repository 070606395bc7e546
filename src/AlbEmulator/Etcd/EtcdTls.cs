using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AlbEmulator.Machine;

namespace AlbEmulator.Etcd;

/// <summary>Whom to believe that it is etcd, and what it is shown.</summary>
internal sealed class EtcdTls
{
    private const int LongestFile = 1024 * 1024;

    private readonly X509Certificate2Collection? _authorities;
    private readonly X509Certificate2? _own;

    private EtcdTls(X509Certificate2Collection? authorities, X509Certificate2? own) => (_authorities, _own) = (authorities, own);

    /// <summary>Null where connections are not encrypted, or what is wrong with the settings.</summary>
    public static (EtcdTls? Tls, string? Problem) Of(EtcdSettings settings)
    {
        if (!settings.Tls)
        {
            return settings.AuthorityFile.Length + settings.CertificateFile.Length + settings.KeyFile.Length > 0
                ? (null, "Alb:Etcd names certificates, and Alb:Etcd:Tls is false: set it to true, or leave them out")
                : (null, null);
        }

        if (settings.CertificateFile.Length == 0 != (settings.KeyFile.Length == 0))
        {
            return (null, "Alb:Etcd:CertificateFile and Alb:Etcd:KeyFile go together: set both, or none");
        }

        try
        {
            X509Certificate2Collection? authorities = null;
            if (settings.AuthorityFile.Length > 0)
            {
                authorities = [];
                authorities.ImportFromPem(Text(settings.AuthorityFile));
            }

            return (new(authorities, settings.KeyFile.Length == 0 ? null : Own(settings)), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return (null, $"a file that Alb:Etcd names cannot be used: {exception.Message}");
        }
    }

    public void Use(SocketsHttpHandler handler)
    {
        var options = handler.SslOptions;
        if (_own is not null)
        {
            options.ClientCertificates = [_own];
        }

        if (_authorities is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(_authorities);
        }
    }

    /// <summary>Windows sends only certificates whose key is in a file of its own.</summary>
    private static X509Certificate2 Own(EtcdSettings settings)
    {
        using var read = X509Certificate2.CreateFromPem(Text(settings.CertificateFile), Text(settings.KeyFile));
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }

    private static string Text(string path) => RegularFile.Read(path, LongestFile) is { Bytes: { } bytes } ? Encoding.UTF8.GetString(bytes)
        : throw new IOException($"{path} {RegularFile.Read(path, LongestFile).Problem}");
}

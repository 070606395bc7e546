namespace AlbEmulator;

/// <summary>How the etcd of <c>Alb:Store</c> is reached: the section <c>Alb:Etcd</c>.</summary>
public sealed class EtcdSettings
{
    /// <summary>Whether connections to it are encrypted.</summary>
    public bool Tls { get; set; }

    /// <summary>Certificates (PEM) of whoever signed etcd's; empty for those that this machine trusts.</summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>The certificate (PEM) that etcd is shown; empty for none.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>The private key (PEM) of that certificate.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>A user of etcd; empty where it asks for none.</summary>
    public string User { get; set; } = "";

    /// <summary>The password of that user. A secret: it is told nowhere.</summary>
    public string Password { get; set; } = "";
}

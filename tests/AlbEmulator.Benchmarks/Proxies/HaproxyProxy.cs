using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>HAProxy as a reverse proxy: connections to the target are kept, every request is logged to its standard output.</summary>
internal static class HaproxyProxy
{
    /// <summary>Null when HAProxy is not installed.</summary>
    public static Proxy? Define(Stage stage, int targetPort, ClientProtocol protocol, ServerCertificate? certificate)
    {
        if (ProgramCommand.Find("haproxy") is not { } program)
        {
            return null;
        }

        var port = LoopbackPort.Free();
        var configuration = stage.Write("haproxy.cfg", $"""
            global
                maxconn 4096
                log stdout format raw local0 info
            defaults
                mode http
                log global
                option httplog
                option forwardfor
                timeout connect 5s
                timeout client 60s
                timeout server 60s
            frontend clients
                bind 127.0.0.1:{port}{(certificate is null ? "" : Tls(stage, certificate))}{(protocol == ClientProtocol.H2 ? " alpn h2" : "")}
                default_backend targets
            backend targets
                server target 127.0.0.1:{targetPort}

            """);
        var accessLog = stage.LogPathOf("haproxy-access.log");
        return new Proxy(
            ProxyNames.Haproxy,
            port,
            new ProgramCommand(program, "-db", "-f", configuration) { Output = accessLog })
        {
            AccessLog = accessLog,
            IsTls = certificate is not null,
        };
    }

    /// <summary>It reads the certificate and its key out of one file.</summary>
    private static string Tls(Stage stage, ServerCertificate certificate)
    {
        var both = stage.Write(
            "haproxy.pem", $"{File.ReadAllText(certificate.File)}\n{File.ReadAllText(certificate.KeyFile)}\n");
        return $" ssl crt {both} ssl-min-ver TLSv1.3";
    }
}

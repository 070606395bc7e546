using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>nginx as a reverse proxy with a worker for each CPU: connections to the target are kept, every request is logged.</summary>
internal static class NginxProxy
{
    /// <summary><see href="https://nginx.org/en/docs/http/websocket.html"/></summary>
    private const string Upgrade = "proxy_set_header Connection upgrade; proxy_set_header Upgrade $http_upgrade;";

    /// <summary>Null when nginx is not installed.</summary>
    public static Proxy? Define(Stage stage, int targetPort, ClientProtocol protocol, ServerCertificate? certificate)
    {
        if (ProgramCommand.Find("nginx") is not { } program)
        {
            return null;
        }

        var port = LoopbackPort.Free();
        var accessLog = stage.LogPathOf("nginx-access.log");
        var configuration = NginxConfiguration.Write(stage, "nginx-proxy", "auto", $$"""
            access_log {{accessLog}} combined;
            client_body_buffer_size 16k;
            upstream target {
                server 127.0.0.1:{{targetPort}};
                keepalive 128;
                keepalive_requests 1000000;
            }
            server {
                listen 127.0.0.1:{{port}}{{(certificate is null ? "" : " ssl")}}{{(protocol == ClientProtocol.H2 ? " http2" : "")}};
                {{(certificate is null ? "" : Tls(certificate))}}
                location / {
                    proxy_pass http://target;
                    proxy_http_version 1.1;
                    {{(protocol == ClientProtocol.WebSocket ? Upgrade : "proxy_set_header Connection \"\";")}}
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header X-Forwarded-Proto $scheme;
                    proxy_set_header X-Forwarded-Port $server_port;
                }
            }
            """);
        return new Proxy(ProxyNames.Nginx, port, NginxConfiguration.Command(program, stage, configuration))
        {
            AccessLog = accessLog,
            IsTls = certificate is not null,
        };
    }

    private static string Tls(ServerCertificate certificate) =>
        $"ssl_certificate {certificate.File}; ssl_certificate_key {certificate.KeyFile}; ssl_protocols TLSv1.3;";
}

using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>nginx as a reverse proxy: connections to the target are kept, every request is logged.</summary>
internal static class NginxProxy
{
    /// <summary>Null when nginx is not installed.</summary>
    public static Proxy? Define(Stage stage, int targetPort)
    {
        if (ProgramCommand.Find("nginx") is not { } program)
        {
            return null;
        }

        var port = LoopbackPort.Free();
        var accessLog = stage.PathOf("nginx-access.log");
        var configuration = NginxConfiguration.Write(stage, "nginx-proxy", "auto", $$"""
            access_log {{accessLog}} combined;
            upstream target {
                server 127.0.0.1:{{targetPort}};
                keepalive 128;
                keepalive_requests 1000000;
            }
            server {
                listen 127.0.0.1:{{port}};
                location / {
                    proxy_pass http://target;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header X-Forwarded-Proto $scheme;
                    proxy_set_header X-Forwarded-Port $server_port;
                }
            }
            """);
        return new Proxy(ProxyNames.Nginx, port, NginxConfiguration.Command(program, stage, configuration))
        {
            AccessLog = accessLog,
        };
    }
}

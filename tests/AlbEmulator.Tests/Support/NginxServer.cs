using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AlbEmulator.Tests.Support;

/// <summary>nginx with servers of a test, in a folder of its own.</summary>
public sealed class NginxServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Process _process;

    private NginxServer(string servers, int port)
    {
        var configuration = _folder.Write("nginx.conf", $$"""
            daemon off;
            master_process off;
            pid {{_folder.File("pid")}};
            events { worker_connections 64; }
            http {
                access_log off;
                client_body_temp_path {{_folder.File("body")}};
                proxy_temp_path {{_folder.File("proxy")}};
                fastcgi_temp_path {{_folder.File("fastcgi")}};
                uwsgi_temp_path {{_folder.File("uwsgi")}};
                scgi_temp_path {{_folder.File("scgi")}};
            {{servers}}
            }
            """);
        Port = port;
        _process = Process.Start("nginx", ["-p", _folder.Path, "-e", "error.log", "-c", configuration]);
    }

    /// <summary>One that its servers listen on.</summary>
    public int Port { get; }

    /// <summary>Starts it, and waits until it takes connections.</summary>
    /// <param name="servers">Blocks <c>server { … }</c>.</param>
    /// <param name="port">One that they listen on.</param>
    public static async Task<NginxServer> StartAsync(string servers, int port)
    {
        var server = new NginxServer(servers, port);
        try
        {
            await Patience.UntilAsync("nginx to serve", async () => await server.ServesAsync() ? server : null, Patience.Program);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Programs.EndAsync(_process);
        _folder.Dispose();
    }

    private async Task<bool> ServesAsync()
    {
        Assert.False(_process.HasExited, "nginx has ended");
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

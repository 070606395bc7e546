using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AlbEmulator.Tests.Support;

/// <summary>A target that others wrote, and that tells of each request it understood.</summary>
public sealed class TellingTarget : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly Process _process;

    private TellingTarget(string program, TempFolder folder, int port, params string[] arguments)
    {
        Program = program;
        _folder = folder;
        Port = port;
        _process = Process.Start(program, arguments);
    }

    /// <summary>Those of <see cref="Programs.Have"/> that are to be there.</summary>
    public static string[] All { get; } = ["node", "nginx", "python3"];

    public string Program { get; }

    public int Port { get; }

    /// <summary>What it has told so far.</summary>
    public IEnumerable<ToldRequest> Told() =>
        File.Exists(LogOf(_folder)) ? File.ReadLines(LogOf(_folder), Encoding.Latin1).Select(ToldRequest.Parse) : [];

    /// <summary>Starts it, and waits until it takes connections.</summary>
    public static async Task<TellingTarget> StartAsync(string program)
    {
        var folder = new TempFolder();
        var port = FreePorts.Take();
        var target = new TellingTarget(program, folder, port, Arguments(program, folder, port));
        try
        {
            await Patience.UntilAsync($"{program} to serve", async () => await target.ServesAsync() ? target : null, Patience.Program);
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Programs.EndAsync(_process);
        _folder.Dispose();
    }

    private static string[] Arguments(string program, TempFolder folder, int port)
    {
        var place = port.ToString(CultureInfo.InvariantCulture);
        return program switch
        {
            "nginx" => ["-p", folder.Path, "-e", "error.log", "-c", folder.Write("nginx.conf", NginxConfiguration(folder, port))],
            "node" => [Fixture("telling-target.cjs"), place, LogOf(folder)],
            _ => [Fixture("telling_target.py"), place, LogOf(folder)],
        };
    }

    /// <summary>
    /// That server which is spoken to reads the whole body to pass it on, and logs it; the one behind it makes the
    /// answer.
    /// </summary>
    private static string NginxConfiguration(TempFolder folder, int port) => $$"""
        daemon off;
        master_process off;
        pid {{folder.File("pid")}};
        events { worker_connections 4096; }
        http {
            access_log off;
            client_body_temp_path {{folder.File("body")}};
            proxy_temp_path {{folder.File("proxy")}};
            fastcgi_temp_path {{folder.File("fastcgi")}};
            uwsgi_temp_path {{folder.File("uwsgi")}};
            scgi_temp_path {{folder.File("scgi")}};
            client_max_body_size 0;
            client_body_buffer_size 1m;
            client_header_buffer_size 4k;
            large_client_header_buffers 8 64k;
            keepalive_requests 100000000;
            keepalive_timeout 1h;
            map $http_x_amzn_trace_id $trace {
                default "";
                "~(?:^|;)Self=(?<self>1-[0-9a-f]+-[0-9a-f]+)" $self;
                "~(?:^|;)Root=(?<root>1-[0-9a-f]+-[0-9a-f]+)" $root;
            }
            map $http_x_mark $seen {
                default "";
                "~(?<mark>m[0-9]+-[0-9a-f]+)" $mark;
            }
            log_format told escape=json '{"trace":"$trace","client":"$http_x_forwarded_for","method":"$request_method",'
                '"target":"$request_uri","body":"$request_body","seen":"$request $http_x_mark $request_body","status":"$status"}';
            server {
                listen 127.0.0.1:{{port}} backlog=2048;
                access_log {{LogOf(folder)}} told;
                location = /healthy { access_log off; return 200; }
                location / { proxy_pass http://unix:{{folder.File("s")}}:; }
            }
            server {
                listen unix:{{folder.File("s")}} backlog=2048;
                location / { add_header X-Told "$trace $seen"; return 200 "$trace $seen"; }
            }
        }
        """;

    private static string LogOf(TempFolder folder) => folder.File("told.log");

    private static string Fixture(string script) => Path.Combine(AppContext.BaseDirectory, "Fixtures", script);

    private async Task<bool> ServesAsync()
    {
        Assert.False(_process.HasExited, $"{Program} has ended");
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

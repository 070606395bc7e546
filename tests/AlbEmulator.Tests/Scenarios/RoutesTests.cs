using System.Net;
using System.Net.Sockets;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Somebody has a service and an empty folder, and no topology file.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class RoutesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_command_without_a_file_puts_a_load_balancer_before_a_service()
    {
        await using var service = ScriptedTarget.Start(Reply.Ok("mine"));
        var port = FreePorts.Take();

        await using var command = await AlbCommand.StartAsync(
            _folder, [$"http://localhost:{service.Port}", "--port", $"{port}"]);

        Assert.Equal("mine", await GetAsync($"http://localhost:{port}/"));
        Assert.Equal(["data"], _folder.Entries());
        Assert.Empty(command.Home);
        var printed = await command.EndAsync();
        Assert.Contains("LoadBalancers:", printed);
        Assert.Contains($"        Port: {service.Port}", printed);
        Assert.Contains($"# To keep it as alb.yaml: alb init http://localhost:{service.Port} --port {port}", printed);
    }

    [Fact]
    public async Task Paths_hosts_https_and_several_targets_go_where_they_are_written()
    {
        await using var web = ScriptedTarget.Start(Reply.Ok("web"));
        await using var one = ScriptedTarget.Start(Reply.Ok("one"));
        await using var two = ScriptedTarget.Start(Reply.Ok("two"));
        await using var shop = ScriptedTarget.Start(Reply.Ok("shop"));
        var (port, secure) = (FreePorts.Take(), FreePorts.Take());

        await using var command = await AlbCommand.StartAsync(
            _folder,
            [
                "run", $"web=:{web.Port}", $"/api/*=:{one.Port},:{two.Port}", $"shop.localhost=:{shop.Port}", "--port", $"{port}",
                "--https-port", $"{secure}",
            ]);

        foreach (var url in new[] { $"http://localhost:{port}", $"https://localhost:{secure}" })
        {
            Assert.Equal("web", await GetAsync($"{url}/"));
            Assert.Equal(["one", "two"], new[] { await GetAsync($"{url}/api/1"), await GetAsync($"{url}/api/2") }.Order());
            Assert.Equal("shop", await GetAsync($"{url.Replace("//", "//shop.", StringComparison.Ordinal)}/"));
        }
    }

    [Fact]
    public async Task What_init_writes_is_what_the_routes_run_and_passes_check()
    {
        var port = FreePorts.Take();
        string[] routes = ["web=echo:" + FreePorts.Take(), "/api/*=:5001,:5002", "api.example.com=:5003", "--port", $"{port}"];

        var (exitCode, told) = await EmulatorProcess.RunAsync(_folder.Path, ["init", .. routes]);

        Assert.Equal((0, "alb.yaml is written, and alb.schema.json for editors: run it with alb"), (exitCode, told));
        Assert.Equal(["alb.schema.json", "alb.yaml"], _folder.Entries());
        Assert.Equal(0, (await EmulatorProcess.RunAsync(_folder.Path, ["check"])).ExitCode);
        Assert.Equal(0, (await EmulatorProcess.RunAsync(_folder.Path, ["check", "."])).ExitCode);
        var written = File.ReadAllText(_folder.File("alb.yaml"));
        using var other = new TempFolder();
        await using var command = await AlbCommand.StartAsync(other, routes);
        Assert.StartsWith(written, string.Join('\n', (await command.EndAsync()).SkipWhile(line => !line.StartsWith("# yaml", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_without_routes_writes_an_example_that_runs_as_it_stands_and_replaces_nothing()
    {
        Assert.Equal(0, (await EmulatorProcess.RunAsync(_folder.Path, ["init"])).ExitCode);
        Assert.Equal(0, (await EmulatorProcess.RunAsync(_folder.Path, ["check", "alb.yaml"])).ExitCode);
        _folder.Write("alb.yaml", "mine");

        var (exitCode, told) = await EmulatorProcess.RunAsync(_folder.Path, ["init", ":3000"]);

        Assert.Equal((2, "alb.yaml is there already: --force replaces it, and alb alone runs it"), (exitCode, told));
        Assert.Equal("mine", File.ReadAllText(_folder.File("alb.yaml")));
        Assert.Equal(0, (await EmulatorProcess.RunAsync(_folder.Path, ["init", "--force", ":3000"])).ExitCode);
        Assert.Contains("Port: 3000", File.ReadAllText(_folder.File("alb.yaml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alb.yaml")]
    [InlineData("alb.yml")]
    [InlineData("alb.json")]
    public async Task Alb_alone_runs_the_file_of_the_folder_and_follows_its_edits(string name)
    {
        var (first, second) = (FreePorts.Take(), FreePorts.Take());
        await using var service = ScriptedTarget.Start(Reply.Ok("mine"));
        _folder.Write(name, TopologyBuilder.Simple(first, service.Port).ToString());

        await using var command = await AlbCommand.StartAsync(_folder, []);

        Assert.Equal("mine", await GetAsync($"http://localhost:{first}/"));
        _folder.Replace(name, TopologyBuilder.Simple(second, service.Port).ToString());
        Assert.Equal("mine", await Patience.UntilAsync("the edit", () => TryGetAsync($"http://localhost:{second}/")));
    }

    [Fact]
    public async Task Settings_that_name_a_file_go_before_the_file_of_the_folder()
    {
        _folder.Write("alb.yaml", "wrong");
        _folder.Write("alb.yml", "wrong");
        _folder.Write("other.yaml", "TargetGroups: [{ Name: web }]");

        var named = await EmulatorProcess.RunAsync(_folder.Path, ["check"], ("Alb__Topology", "other.yaml"));
        var own = await EmulatorProcess.RunAsync(_folder.Path, ["check"]);

        Assert.Equal((0, "ok: other.yaml: 0 load balancers, 1 target group, 0 targets"), named);
        Assert.Contains("note: alb.yml: is not read, since alb.yaml is here too: name the files that are meant", own.Output, StringComparison.Ordinal);
        Assert.Contains("alb.yaml:1: ", own.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_needs_no_command()
    {
        var port = FreePorts.Take();
        await using var service = ScriptedTarget.Start(Reply.Ok("mine"));
        _folder.Write("my.yaml", TopologyBuilder.Simple(port, service.Port).ToString());

        await using var command = await AlbCommand.StartAsync(_folder, ["my.yaml"]);

        Assert.Equal("mine", await GetAsync($"http://localhost:{port}/"));
    }

    [Theory]
    [InlineData("my.yaml: there is no such file", "my.yaml")]
    [InlineData("web.yaml: there is no such file", "blue=web.yaml")]
    [InlineData("command line: orders: is no command, no file that is there, and no route: a route has a target, as in web=:3000 or '/api/*=:5001'", "run", "orders")]
    [InlineData("command line: --port: says where the load balancer of routes listens, and there is no route: write one such as :3000; a file says it itself, and --Alb:PortMap:80=8080 binds another port in its place", "--port", "80")]
    [InlineData("command line: --port: port 4580 of 127.0.0.1 is taken by Alb:ControlUrl: write another, or map it with Alb:PortMap", ":3000", "--port", "4580")]
    [InlineData("command line: web=:x: \":x\" has the port \"x\": write a number from 1 to 65535, as in :3000", "web=:x")]
    public async Task What_cannot_be_run_is_told_in_a_line(string told, params string[] words)
    {
        var (exitCode, output) = await EmulatorProcess.RunAsync(_folder.Path, words);

        Assert.Equal((2, told), (exitCode, output));
    }

    private static async Task<string?> TryGetAsync(string url)
    {
        try
        {
            return await GetAsync(url);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<string> GetAsync(string url)
    {
        using var handler = new SocketsHttpHandler
        {
            // Every host is here.
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.RemoteCertificateValidationCallback = Certificates.IsShown;
        using var http = new HttpClient(handler);
        using var response = await http.GetAsync(new Uri(url));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}

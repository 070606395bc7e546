using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>A topology comes over the control port, in the place of the files.</summary>
public sealed class PutTopologyTests
{
    [Fact]
    public async Task It_is_in_effect_when_it_is_answered()
    {
        await using var old = ScriptedTarget.Start(Reply.Ok("old"));
        await using var target = ScriptedTarget.Start(Reply.Ok("new"));
        var (first, second) = (FreePorts.Take(), FreePorts.Take());
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(first, old.Port));
        using var client = new TopologyClient(emulator.Control);

        var answer = await client.PutGoodAsync($$"""
            LoadBalancers:
              - Name: put
                Listeners:
                  - Port: {{first}}
                    DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                  - Port: {{second}}
                    DefaultActions: [{ Type: forward, TargetGroupArn: web }]
            TargetGroups:
              - { Name: web, Targets: [{ Id: 127.0.0.1, Port: {{target.Port}} }] }
            """);

        Assert.Equal((1, 2, 1), (
            answer.GetProperty("loadBalancers").GetInt32(),
            answer.GetProperty("listeners").GetInt32(),
            answer.GetProperty("targetGroups").GetInt32()));
        Assert.Equal(["new", "new"], [await AskAsync(first), await AskAsync(second)]);
        Assert.Contains($"Port: {second}", await client.GetAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_ends_it()
    {
        await using var old = ScriptedTarget.Start(Reply.Ok("old"));
        await using var target = ScriptedTarget.Start(Reply.Ok("new"));
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, old.Port));
        using var client = new TopologyClient(emulator.Control);
        await client.PutGoodAsync(TopologyBuilder.Simple(port, target.Port).ToString()!);
        Assert.Equal("new", await AskAsync(port));

        using var control = new HttpClient();
        using var answer = await control.PostAsync(new Uri(emulator.Control, "/reset"), null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("old", await AskAsync(port));
    }

    [Fact]
    public async Task Every_problem_is_told_with_its_place_and_nothing_changes()
    {
        await using var target = ScriptedTarget.Start(Reply.Ok("old"));
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, target.Port));
        using var client = new TopologyClient(emulator.Control);

        var (status, answer) = await client.PutAsync("TargetGroups:\n  - Nam: web\n    Port: 99999\n");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("the topology is wrong, and nothing has changed", answer.GetProperty("error").GetString());
        Assert.Equal(
            [(2, "TargetGroups[0].Nam"), (2, "TargetGroups[0]"), (3, "TargetGroups[0].Port")],
            answer.GetProperty("problems").EnumerateArray().Select(problem =>
                (problem.GetProperty("line").GetInt32(), problem.GetProperty("path").GetString())));
        Assert.All(answer.GetProperty("problems").EnumerateArray(), problem => Assert.NotEmpty(problem.GetProperty("message").GetString()!));
        Assert.Equal("old", await AskAsync(port));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\xff", "")]
    [InlineData("{", "")]
    [InlineData("[1]", "")]
    [InlineData("a: &a [*a, *a]", "")]
    [InlineData("Outputs: {}", "")]
    public async Task Body_that_is_no_topology_is_refused(string body, string told)
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()));
        using var client = new TopologyClient(emulator.Control);

        var (status, answer) = await client.PutAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(told, answer.GetProperty("problems")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_that_another_program_has_is_told_and_not_waited_for()
    {
        await using var target = ScriptedTarget.Start(Reply.Ok("old"));
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, target.Port));
        using var client = new TopologyClient(emulator.Control);

        var (status, answer) = await client.PutAsync(TopologyBuilder.Simple(target.Port, target.Port));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"{target.Port}", answer.GetProperty("problems")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("old", await AskAsync(port));
    }

    [Fact]
    public async Task Edit_of_the_file_takes_its_place_again()
    {
        await using var file = ScriptedTarget.Start(Reply.Ok("file"));
        await using var put = ScriptedTarget.Start(Reply.Ok("put"));
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, file.Port));
        using var client = new TopologyClient(emulator.Control);

        await client.PutGoodAsync(TopologyBuilder.Simple(port, put.Port));
        Assert.Equal("put", await AskAsync(port));

        await emulator.RewriteTopologyAsync(TopologyBuilder.Simple(port, file.Port).Attribute("idle_timeout.timeout_seconds", "61"));
        Assert.Equal("file", await AskAsync(port));
    }

    [Fact]
    public async Task What_the_api_made_stays_and_is_told_with_the_rest()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        using var client = new TopologyClient(stage.Emulator.Control);
        await stage.Api.CreateTargetGroupAsync("of-the-api", 80);

        await client.PutGoodAsync("TargetGroups: [{ Name: put }]");

        var groups = await stage.Api.DoAsync("DescribeTargetGroups");
        Assert.Equal(["of-the-api", "put"], ElbV2Client.All(groups, "TargetGroupName").Order());
        var told = await client.GetAsync();
        Assert.Contains("Name: put", told, StringComparison.Ordinal);
        Assert.Contains("Name: of-the-api", told, StringComparison.Ordinal);
        var (status, answer) = await client.PutAsync("TargetGroups: [{ Name: of-the-api }]");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("of-the-api", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_api_made_is_told_as_a_file_that_can_be_run()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        using var client = new TopologyClient(stage.Emulator.Control);
        var group = await stage.Api.CreateTargetGroupAsync("of-the-api", 80);
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("made");
        await stage.Api.DoAsync(
            "CreateListener",
            ("LoadBalancerArn", loadBalancer), ("Protocol", "HTTP"), ("Port", $"{FreePorts.Take()}"),
            ("DefaultActions.member.1.Type", "forward"), ("DefaultActions.member.1.TargetGroupArn", group));

        var told = await client.GetAsync();

        using var workspace = new Workspace();
        workspace.Write("alb.yaml", told);
        var reading = workspace.Read("alb.yaml");
        Assert.Empty(reading.Problems);
        Assert.Equal(["made", ElbV2Stage.OfFile], reading.Topology.LoadBalancers.Select(item => item.Name).Order());
    }

    [Fact]
    public async Task Several_at_once_are_done_one_after_the_other()
    {
        await using var target = ScriptedTarget.Start();
        var ports = FreePorts.Take(6);
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), target.Port));
        using var client = new TopologyClient(emulator.Control);

        await Task.WhenAll(ports.Select(port => client.PutGoodAsync(TopologyBuilder.Simple(port, target.Port))));

        var told = await client.GetAsync();
        var last = Assert.Single(ports, port => told.Contains($"Port: {port}\n", StringComparison.Ordinal));
        Assert.Equal(200, (await RawClient.ExchangeAsync(last, Wire.Get())).Status);
    }

    [Fact]
    public async Task Environment_of_the_emulator_is_not_its_own()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()));
        using var client = new TopologyClient(emulator.Control);

        foreach (var value in new[] { "${PATH}", "${PATH:-x}" })
        {
            var (status, answer) = await client.PutAsync($"TargetGroups: [{{ Name: \"{value}\" }}]");
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.StartsWith(
                "${PATH} is a variable of the emulator's environment",
                answer.GetProperty("problems")[0].GetProperty("message").GetString(),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Token_pages_of_others_and_the_size_hold_as_everywhere_on_the_control_port()
    {
        const string Token = "a-token-of-these-tests";
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()), ("Alb:ControlToken", Token));
        using var client = new TopologyClient(emulator.Control);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PutAsync("{}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync("{}", token: Token)).Status);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge, (await client.PutAsync(new string('#', (16 * 1024 * 1024) + 1), token: Token)).Status);
        var page = await RawClient.ExchangeAsync(
            emulator.Control.Port,
            $"PUT /topology HTTP/1.1\r\nHost: localhost\r\nOrigin: http://example.com\r\nAuthorization: Bearer {Token}\r\nContent-Length: 2\r\n\r\n{{}}");
        Assert.Equal(403, page.Status);
    }

    [Fact]
    public async Task Curl_that_joined_the_lines_is_told_so()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()));
        using var client = new TopologyClient(emulator.Control);

        var (_, answer) = await client.PutAsync("TargetGroups:  - Name: web", "application/x-www-form-urlencoded");

        Assert.Contains("-T FILE", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seed_is_not_replaced()
    {
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()), ("Alb:FileIsSeed", "true"));
        using var client = new TopologyClient(emulator.Control);

        var (status, answer) = await client.PutAsync("{}");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Alb:FileIsSeed", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("Name: web", await client.GetAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_it_names_is_watched()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()));
        using var client = new TopologyClient(emulator.Control);
        var (port, file) = (FreePorts.Take(), emulator.Folder.File("site"));
        using var one = Certificates.Write(emulator.Folder, "site", "one.example.com");
        await client.PutGoodAsync($$"""
            LoadBalancers:
              - Listeners:
                  - Port: {{port}}
                    Protocol: HTTPS
                    Certificates: [{ CertificateFile: "{{file}}.pem", KeyFile: "{{file}}.key" }]
                    DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }]
            """);
        Assert.Equal(one.Thumbprint, await ThumbprintAsync(port));

        using var two = Certificates.Write(emulator.Folder, "site", "two.example.com");

        await Patience.UntilAsync("the other certificate", async () => await ThumbprintAsync(port) == two.Thumbprint ? "it" : null);
    }

    private static async Task<string> AskAsync(int port)
    {
        var answer = await RawClient.ExchangeAsync(port, Wire.Get());
        Assert.Equal(200, answer.Status);
        return answer.Text;
    }

    private static async Task<string> ThumbprintAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var tls = new SslStream(client.GetStream(), false, Certificates.IsShown);
        await tls.AuthenticateAsClientAsync("localhost");
        return ((X509Certificate2)tls.RemoteCertificate!).Thumbprint;
    }
}

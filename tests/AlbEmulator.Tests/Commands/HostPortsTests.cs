using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

/// <summary>Rules that no ordinary client matches, since it sends the port: who tells of them, and what ends it.</summary>
public sealed class HostPortsTests : IDisposable
{
    private const string Shop = """
        LoadBalancers:
          - Listeners:
              - Port: 8443
                DefaultActions: &web [{ Type: forward, TargetGroupArn: web }]
                Rules:
                  - Priority: 10
                    Conditions: [{ Field: host-header, Values: ["*.example.com"] }]
                    Actions: *web
                  - Priority: 20
                    Conditions: [{ Field: host-header, RegexValues: ['^shop\.example\.com:8443$'] }]
                    Actions: *web
        TargetGroups: [{ Name: web, Targets: [{ Id: 127.0.0.1, Port: 9 }] }]
        """;

    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_notes_the_rule_with_what_to_write()
    {
        Assert.Equal(0, await RunAsync(Shop, "check"));

        Assert.Equal(
            $@"note: {_folder.File("alb.yaml")}:6: LoadBalancers[0].Listeners[0].Rules[0].Priority: clients of port 8443 send it in "
            + @"their Host header (*.example.com:8443), which Values of host-header do not match: write RegexValues such as "
            + @"^.*\.example\.com(:8443)?$, listen on port 80 (Alb:PortMap binds another in its place), or have the port "
            + "ignored with Alb:IgnoreHostPort=true",
            _output.ToString().Split('\n')[0].TrimEnd());
        Assert.Equal(1, _output.ToString().Split("note:").Length - 1);
    }

    [Theory]
    [InlineData("Port: 8443", "--Alb:IgnoreHostPort=true")]
    [InlineData("Port: 80", "--Alb:PortMap:80=8443")]
    [InlineData("Port: 443\n        Protocol: HTTPS")]
    public async Task Nothing_is_noted_where_the_port_is_ignored_or_usual(string listener, params string[] settings)
    {
        Assert.Equal(0, await RunAsync(Shop.Replace("Port: 8443", listener, StringComparison.Ordinal), ["check", .. settings]));

        Assert.DoesNotContain("note", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("ok:", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://shop.example.com:8443/", "Rule 20 takes the request", "has shop.example.com:8443: its port is compared as well;")]
    [InlineData("http://localhost:8443/", "Rule 10 takes the request", "clients that are given this port send", "-H", "Host: shop.example.com")]
    [InlineData("http://shop.example.com:8443/", "Rule 10 takes the request", "has shop.example.com Rule 20", "--Alb:IgnoreHostPort=true")]
    public async Task Explain_tells_it_of_a_request(string url, string taken, string told, params string[] arguments)
    {
        Assert.Equal(0, await RunAsync(Shop, ["explain", "GET", url, .. arguments]));

        var output = string.Join(' ', _output.ToString().Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(taken, output, StringComparison.Ordinal);
        Assert.Contains(told, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("80", true)]
    [InlineData("other/8443", true)]
    [InlineData("8443", false)]
    [InlineData("alb/8443", false)]
    public async Task Check_notes_a_mapped_port_that_no_listener_has(string entry, bool noted)
    {
        Assert.Equal(0, await RunAsync(Shop, "check", $"--Alb:PortMap:{entry}=18443"));

        Assert.Equal(noted, _output.ToString().Contains(
            $"note: settings: Alb:PortMap:{entry}: these files have no such listener", StringComparison.Ordinal));
    }

    private Task<int> RunAsync(string topology, params string[] arguments) => CommandLine.RunAsync(
        [.. arguments, _folder.Write("alb.yaml", topology)], _output, _output);
}

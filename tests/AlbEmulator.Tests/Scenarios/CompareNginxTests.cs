using System.Text.Json.Nodes;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>alb compare</c> with a server that others wrote, over HTTP and TLS: it finds what nginx does otherwise, and nothing else.</summary>
public sealed class CompareNginxTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task What_nginx_does_otherwise_is_found(string scheme)
    {
        if (!Programs.Have("nginx"))
        {
            return;
        }

        using var folder = new TempFolder();
        using var certificate = Certificates.Write(folder, "site", "a.example.com");
        var port = FreePorts.Take();
        await using var nginx = await NginxServer.StartAsync(Servers(port, scheme, folder), port);
        await using var emulator = await HostedEmulator.StartAsync(Topology(scheme));
        var requests = folder.Write("requests.yaml", $"""
            - GET {scheme}://a.example.com/gone
            - GET {scheme}://a.example.com/empty
            - GET {scheme}://a.example.com/old?x=1
            - HEAD {scheme}://a.example.com/gone
            - Name: no host
              Url: {scheme}://a.example.com
              Raw: GET / HTTP/1.1
            """);

        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(
            ["compare", "--against", $"{scheme}://127.0.0.1:{port}", requests, "--control", $"{emulator.Control.Port}", "--insecure", "--format", "json"], output, error);

        Assert.True(exitCode == 1, error.ToString());
        Assert.Equal(
            [
                "value of header Server, value of header Content-Type",
                "value of header Server",
                "value of header Server, value of header Content-Length, value of header Location, body",
                "value of header Server, value of header Content-Type",
                "value of header Server, value of header Content-Length, body",
            ],
            JsonNode.Parse(output.ToString())!["requests"]!.AsArray().Select(request =>
                string.Join(", ", request!["differences"]!.AsArray().Select(difference => (string)difference!["what"]!))));
    }

    private static string Servers(int port, string scheme, TempFolder folder) => $$"""
        server {
            listen 127.0.0.1:{{port}}{{(scheme == "https" ? $" ssl; ssl_certificate {folder.File("site.pem")}; ssl_certificate_key {folder.File("site.key")}" : "")}};
            default_type text/plain;
            location = /gone { return 404 gone; }
            location = /empty { return 204; }
            location = /old { return 301 $scheme://$host/new?$args; }
        }
        """;

    private static TopologyBuilder Topology(string scheme)
    {
        var topology = TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()).OfListener("Rules", JsonNode.Parse("""
            [
              {
                "Priority": 1,
                "Conditions": [{ "Field": "path-pattern", "Values": ["/gone"] }],
                "Actions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "404", "MessageBody": "gone" } }]
              },
              {
                "Priority": 2,
                "Conditions": [{ "Field": "path-pattern", "Values": ["/empty"] }],
                "Actions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "204" } }]
              },
              {
                "Priority": 3,
                "Conditions": [{ "Field": "path-pattern", "Values": ["/old"] }],
                "Actions": [{ "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_301", "Path": "/new" } }]
              }
            ]
            """)!);
        return scheme == "https" ? topology.Https() : topology;
    }
}

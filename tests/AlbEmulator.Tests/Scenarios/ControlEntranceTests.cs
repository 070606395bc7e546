using System.Text.Json;
using System.Xml.Linq;
using AlbEmulator.ControlPort;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Who may come in to the control port: asked on every path of it, those included that there are none.</summary>
public sealed class ControlEntranceTests
{
    private const string Token = "a-token-of-these-tests";
    private const string Create =
        "Action=CreateTargetGroup&Version=2015-12-01&Name=web2&Protocol=HTTP&Port=80&VpcId=vpc-0a1b2c3d&TargetType=ip";

    [Theory]
    [InlineData("Host: evil.example", "Alb:ControlHosts")]
    [InlineData("Host: localhost.evil.example", "Alb:ControlHosts")]
    [InlineData("Host: 0.target-group.invalid", "Alb:ControlHosts")]
    [InlineData("Host: 10.0.0.1", "Alb:ControlHosts")]
    [InlineData("Host:", "Alb:ControlHosts")]
    [InlineData("Host: localhost\r\nOrigin: http://evil.example", "web pages")]
    [InlineData("Host: localhost\r\nOrigin: null", "web pages")]
    [InlineData("Host: localhost\r\nOrigin: https://localhost", "web pages")]
    [InlineData("Host: localhost\r\nOrigin: http://localhost:3000", "web pages")]
    [InlineData("Host: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil.example", "web pages")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: cross-site", "web pages")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: same-site", "web pages")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: same-origin\r\nOrigin: http://evil.example", "web pages")]
    public async Task Nobody_else_comes_in_on_any_path(string headers, string word)
    {
        await using var emulator = await StartAsync();

        foreach (var (method, path) in Paths(emulator))
        {
            var answer = await AskAsync(emulator, method, path, headers);

            Assert.True(answer.Status == 403, $"{method} {path}: {answer.Head}");
            Assert.Contains(word, Words(answer, method, path).Words, StringComparison.Ordinal);
            Assert.Empty(answer.HeaderValues("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:4580")]
    [InlineData("127.0.0.1")]
    [InlineData("alb:4580")]
    [InlineData("host.docker.internal:4580")]
    [InlineData("localhost\r\nOrigin: http://localhost\r\nSec-Fetch-Site: same-origin")]
    [InlineData("localhost\r\nSec-Fetch-Site: none")]
    [InlineData("localhost\r\nAuthorization: Bearer what-nobody-asked-for")]
    public async Task Who_calls_it_by_a_name_of_its_own_comes_in_on_every_path(string host)
    {
        await using var emulator = await StartAsync();

        foreach (var (method, path) in Paths(emulator).Where(there => there.Path is not "/requests/stream"))
        {
            var answer = await AskAsync(emulator, method, path, $"Host: {host}");
            Assert.True(answer.Status is not (401 or 403 or >= 500), $"{method} {path}: {answer.Head}{answer.Text}");
        }
    }

    [Fact]
    public async Task Hosts_of_the_setting_come_in()
    {
        await using var emulator = await StartAsync(("Alb:ControlHosts", "alb.example.com, *.svc.cluster.local"));

        Assert.Equal(200, (await AskAsync(emulator, "GET", "/health", "Host: ALB.example.com:80")).Status);
        Assert.Equal(200, (await AskAsync(emulator, "GET", "/health", "Host: alb.dev.svc.cluster.local")).Status);
        Assert.Equal(403, (await AskAsync(emulator, "GET", "/health", "Host: example.com")).Status);
    }

    /// <summary>An image, a link: what a browser gets for a page without a word about where the page is.</summary>
    [Theory]
    [InlineData($"{Create}", "Host: alb", 403)]
    [InlineData($"{Create}&X-Amz-Credential=test/20261122/us-east-1/elasticloadbalancing/aws4_request&X-Amz-Signature=00", "Host: alb\r\nUser-Agent: Mozilla/5.0 (X11) Chrome/156.0", 403)]
    [InlineData("Action=CreateSecurityGroup&Version=2016-11-15&GroupName=x&GroupDescription=x", "Host: alb", 403)]
    [InlineData($"{Create}", "Host: alb\r\nAuthorization: Bearer x", 403)]
    [InlineData($"{Create}&X-Amz-Credential=test/20261122/us-east-1/elasticloadbalancing/aws4_request&X-Amz-Signature=00", "Host: alb\r\nUser-Agent: aws-sdk", 200)]
    [InlineData($"{Create}", "Host: alb\r\nAuthorization: AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/elasticloadbalancing/aws4_request, SignedHeaders=host, Signature=00", 200)]
    [InlineData("Action=DescribeTargetGroups&Version=2015-12-01", "Host: alb", 200)]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15", "Host: alb", 200)]
    public async Task No_get_changes_anything_unless_it_is_signed(string query, string headers, int status)
    {
        await using var emulator = await StartAsync();

        var answer = await AskAsync(emulator, "GET", $"/?{query}", headers);

        Assert.True(answer.Status == status, answer.Text);
        if (status == 403)
        {
            Assert.Contains("<Code>MissingAuthenticationToken</Code>", answer.Text, StringComparison.Ordinal);
            Assert.Contains("use POST", answer.Text, StringComparison.Ordinal);
            using var api = new ElbV2Client(emulator.Control);
            Assert.DoesNotContain("web2", ElbV2Client.All(await api.DoAsync("DescribeTargetGroups"), "TargetGroupName"));
        }
    }

    [Theory]
    [InlineData("", "MissingAuthenticationToken", "shows no token")]
    [InlineData("Authorization: Bearer", "MissingAuthenticationToken", "shows no token")]
    [InlineData("Authorization: Basic dXNlcjphLXRva2VuLW9mLXRoZXNlLXRlc3Rz", "MissingAuthenticationToken", "shows no token")]
    [InlineData("Authorization: Bearer a-token-of-these-test", "InvalidClientTokenId", "not that of the setting")]
    [InlineData("Authorization: Bearer A-TOKEN-OF-THESE-TESTS", "InvalidClientTokenId", "not that of the setting")]
    [InlineData("Authorization: AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/elasticloadbalancing/aws4_request, SignedHeaders=host, Signature=00", "InvalidClientTokenId", "not that of the setting")]
    public async Task Token_is_asked_for_on_every_path(string header, string code, string word)
    {
        await using var emulator = await StartWithTokenAsync();

        foreach (var (method, path) in Paths(emulator))
        {
            var answer = await AskAsync(emulator, method, path, $"Host: localhost\r\n{header}".TrimEnd());
            var (told, words) = Words(answer, method, path);

            Assert.True(answer.Status == (path.StartsWith("/?", StringComparison.Ordinal) || (method, path) == ("POST", "/") ? 403 : 401), $"{method} {path}: {answer.Head}");
            Assert.Contains(word, words, StringComparison.Ordinal);
            Assert.Contains("Alb:ControlToken", words, StringComparison.Ordinal);
            Assert.DoesNotContain(Token, answer.Head + answer.Text, StringComparison.Ordinal);
            Assert.Equal(told is null ? "Bearer" : null, answer.Header("WWW-Authenticate"));
            Assert.Equal(told is null ? null : code, told);
        }
    }

    [Theory]
    [InlineData($"Authorization: Bearer {Token}", "")]
    [InlineData($"Authorization: bearer  {Token}", "")]
    [InlineData($"Authorization: AWS4-HMAC-SHA256 Credential={Token}/20261122/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=00", "")]
    [InlineData("X-Nothing: x", $"X-Amz-Credential={Token}%2F20261122%2Fus-east-1%2Felasticloadbalancing%2Faws4_request&X-Amz-Signature=00")]
    public async Task Who_shows_the_token_comes_in_on_every_path(string header, string query)
    {
        await using var emulator = await StartWithTokenAsync();

        foreach (var (method, path) in Paths(emulator).Where(there => there.Path is not "/requests/stream"))
        {
            var target = query.Length == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
            var answer = await AskAsync(emulator, method, target, $"Host: localhost\r\n{header}");
            Assert.True(answer.Status is not (401 or 403 or >= 500), $"{method} {target}: {answer.Head}{answer.Text}");
        }
    }

    [Fact]
    public async Task Refusal_speaks_as_the_service_that_a_call_is_signed_for()
    {
        await using var emulator = await StartAsync();
        const string Signed = "Authorization: AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=00";

        var ec2 = await AskAsync(emulator, "POST", "/", $"Host: evil.example\r\n{Signed}");
        var elb = await AskAsync(emulator, "POST", "/", "Host: evil.example");

        Assert.Equal("AccessDeniedException", XElement.Parse(ec2.Text).Element("Errors")!.Element("Error")!.Element("Code")!.Value);
        Assert.Equal("{http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/}ErrorResponse", XElement.Parse(elb.Text).Name.ToString());
        Assert.True(Guid.TryParse(elb.Header("x-amzn-RequestId"), out _));
    }

    [Theory]
    [InlineData("GET", "/nothing", 404, "there is nothing at \"/nothing\": there are ")]
    [InlineData("GET", "/", 404, "there are POST and GET /, POST /explain, GET and PUT and POST and DELETE /faults, DELETE /faults/{id:long}, GET /health, GET /history, GET /load-balancers, GET /metrics, POST /reload, GET and DELETE /requests, ")]
    [InlineData("PUT", "/requests", 405, "PUT is not taken at \"/requests\": there is DELETE, GET")]
    [InlineData("POST", "/metrics", 405, "POST is not taken at \"/metrics\": there is GET")]
    [InlineData("GET", "/explain", 405, "GET is not taken at \"/explain\": there is POST")]
    [InlineData("GET", "/requests/wait", 405, "GET is not taken at \"/requests/wait\": there is POST")]
    [InlineData("GET", "/requests/again", 405, "GET is not taken at \"/requests/again\": there is POST")]
    public async Task What_is_not_there_is_told_with_what_is(string method, string path, int status, string words)
    {
        await using var emulator = await StartAsync();

        var answer = await AskAsync(emulator, method, path, "Host: localhost");

        Assert.Equal(status, answer.Status);
        Assert.Contains(words, Words(answer, method, path).Words, StringComparison.Ordinal);
    }

    /// <summary>Every path that there is, and one that is not.</summary>
    private static IEnumerable<(string Method, string Path)> Paths(HostedEmulator emulator)
    {
        var there = emulator.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<ControlPath>())
            .OfType<ControlPath>()
            .Select(path => (path.Method, Path: path.Pattern.Replace("{**traceId}", "Root=1-0", StringComparison.Ordinal).Replace("{id:long}", "1", StringComparison.Ordinal)))
            .ToArray();
        Assert.Contains(("GET", "/requests"), there);
        return
        [
            .. there, ("GET", "/nothing"), ("PUT", "/requests"), ("OPTIONS", "/requests"),
            ("GET", "/?Action=DescribeLoadBalancers&Version=2015-12-01"),
        ];
    }

    private static Task<RawMessage> AskAsync(HostedEmulator emulator, string method, string path, string headers) =>
        RawClient.ExchangeAsync(
            emulator.Control.Port, $"{method} {path} HTTP/1.1\r\n{headers}\r\nContent-Length: 0\r\n\r\n");

    /// <summary>The code of an error of AWS's, and its words; of other paths the words alone.</summary>
    private static (string? Code, string Words) Words(RawMessage answer, string method, string path)
    {
        if (path.StartsWith("/?", StringComparison.Ordinal) || (method, path) == ("POST", "/"))
        {
            var error = XElement.Parse(answer.Text);
            return (ElbV2Client.First(error, "Code"), ElbV2Client.First(error, "Message"));
        }

        using var document = JsonDocument.Parse(answer.Text);
        return (null, document.RootElement.GetProperty("error").GetString()!);
    }

    private static Task<HostedEmulator> StartAsync(params IEnumerable<(string Name, string Value)> settings) =>
        HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()), settings);

    private static Task<HostedEmulator> StartWithTokenAsync() => StartAsync(("Alb:ControlToken", Token));
}

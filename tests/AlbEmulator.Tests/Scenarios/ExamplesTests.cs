using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Every file of <c>config/examples</c>, loaded as it stands but for its ports and driven by requests.</summary>
public sealed partial class ExamplesTests
{
    /// <summary>File, method, host, target, further header lines, and where the request goes.</summary>
    public static TheoryData<string, string, string, string, string, string> Requests => new()
    {
        { "minimal.yaml", "GET", "example.com", "/", "", "app" },
        { "environment.yaml", "GET", "example.com", "/app/x", "", "app" },
        { "environment.yaml", "GET", "example.com", "/", "", "app" },
        { "compose.yaml", "GET", "localhost", "/", "", "web" },
        { "compose.yaml", "GET", "localhost", "/api/x", "", "api" },

        { "dualstack.yaml", "GET", "example.com", "/", "", "app" },

        { "several-services.json", "GET", "example.com", "/", "", "site" },
        { "several-services.json", "GET", "shop.example.com", "/", "", "shop" },
        { "several-services.json", "GET", "shop.example.com", "/cart", "", "cart" },
        { "several-services.json", "GET", "de.shop.example.com", "/cart/7", "", "cart" },
        { "several-services.json", "GET", "example.com", "/v2/x", "", "api" },

        { "blue-green-by-header.yaml", "GET", "example.com", "/", "", "blue" },
        { "blue-green-by-header.yaml", "GET", "example.com", "/", "x-deployment: GREEN", "green" },
        { "blue-green-by-header.yaml", "GET", "example.com", "/", "User-Agent: A ReleaseBrowser/1", "blue" },
        { "blue-green-by-header.yaml", "GET", "example.com", "/", "User-Agent: A ReleaseBrowser/1|X-Build: 12-green", "green" },

        { "redirect-to-https.yaml", "GET", "Example.com", "/a/b?c=d", "", "301 https://example.com:443/a/b?c=d" },
        { "redirect-to-https.yaml", "GET", "old.example.com", "/a", "", "302 https://www.example.com:443/a" },
        { "redirect-to-https.yaml", "GET", "example.com", "/help/me?x=1", "",
            "302 https://support.example.com:443/start?from=help/me&x=1" },
        { "redirect-to-https.yaml", "GET", "example.com", "/health", "", "web" },

        { "maintenance-page.yaml", "GET", "example.com", "/", "", "503 text/html; charset=utf-8" },
        { "maintenance-page.yaml", "GET", "example.com", "/api/x", "", "503 application/json; charset=utf-8" },
        { "maintenance-page.yaml", "HEAD", "example.com", "/", "", "200 text/plain; charset=utf-8" },
        { "maintenance-page.yaml", "GET", "example.com", "/", "Cookie: a=b; team=yes", "web" },

        { "api-versions.yaml", "GET", "example.com", "/", "", "v1" },
        { "api-versions.yaml", "GET", "example.com", "/v2/x", "", "v2" },
        { "api-versions.yaml", "GET", "example.com", "/x?version=2.1", "", "v2" },
        { "api-versions.yaml", "GET", "example.com", "/x?any=next", "", "v2" },
        { "api-versions.yaml", "GET", "example.com", "/v3", "", "404 application/json; charset=utf-8" },
        { "api-versions.yaml", "POST", "example.com", "/v1/x", "", "405 application/json; charset=utf-8" },

        { "rewrite.yaml", "GET", "example.com", "/dp/B09G3HRMW", "", "web /product.php?id=B09G3HRMW" },
        { "rewrite.yaml", "GET", "example.com", "/dp/", "", "web /dp/" },
        { "rewrite.yaml", "GET", "example.com", "/shop/a?b", "", "shop /a?b" },
        { "rewrite.yaml", "GET", "mywebsite-x.com", "/y", "", "web /y internal.dev.x.myweb.com" },

        { "internal-by-source-ip.yaml", "GET", "example.com", "/admin/users", "X-Forwarded-For: 203.0.113.7", "admin" },
        { "internal-by-source-ip.yaml", "GET", "example.com", "/", "", "web" },

        { "target-groups.yaml", "GET", "example.com", "/", "", "web" },
        { "target-groups.yaml", "GET", "example.com", "/cart/1", "", "cart" },
        { "target-groups.yaml", "GET", "example.com", "/account/me", "", "account" },
        { "target-groups.yaml", "GET", "example.com", "/search/x?q=y", "", "search" },
        { "target-groups.yaml", "GET", "example.com", "/images/a.png", "", "images" },

        { "terraform-sample.yaml", "GET", "b.example.com", "/api/x?health=check", "X-Forwarded-For: 192.168.1.9", "tf-tg" },
        { "terraform-sample.yaml", "GET", "b.example.com", "/", "", "tf-tg" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Example_routes_as_it_says(
        string file, string method, string host, string target, string headers, string expected)
    {
        await using var emulator = await StartAsync(file);

        // With the port, as clients are that were given a URL, and without, as curl is with a Host of its own.
        foreach (var sent in new[] { host, $"{host}:{emulator.Port}" })
        {
            var response = await RawClient.ExchangeAsync(emulator.Port, Wire.Request(sent, method, target, Lines(headers)));
            Went.AssertIs(expected, response, GroupOf(response));
        }
    }

    [Fact]
    public async Task Example_of_both_families_tells_them_apart()
    {
        if (!IPv6.IsHere)
        {
            return;
        }

        await using var emulator = await StartAsync("dualstack.yaml");

        var response = await RawClient.ExchangeAsync(emulator.Port, Wire.Get(), System.Net.IPAddress.IPv6Loopback);

        Assert.Equal((200, "app-for-ipv6"), (response.Status, response.Header("X-Alb-Target-Group")));
    }

    [Theory]
    [InlineData("canary-weights.yaml", "example.com", "/", "", "web 90, canary 9, experiment 1")]
    [InlineData("canary-weights.yaml", "example.com", "/account/x", "", "canary 50, web 50")]
    [InlineData("terraform-sample.yaml", "a.example.com", "/api/x?health=check", "X-Forwarded-For: 192.168.1.9", "tf-tg 80")]
    public async Task Example_shares_requests_as_it_says(string file, string host, string target, string headers, string shares)
    {
        await using var emulator = await StartAsync(file);

        var groups = new Dictionary<string, int>();
        for (var request = 0; request < 100; request++)
        {
            var group = GroupOf(await RawClient.ExchangeAsync(emulator.Port, Wire.Request(host, "GET", target, Lines(headers))))!;
            groups[group] = groups.GetValueOrDefault(group) + 1;
        }

        foreach (var share in shares.Split(", "))
        {
            var (group, count) = (share.Split(' ')[0], int.Parse(share.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
            Assert.InRange(groups.GetValueOrDefault(group), count - 4, count + 4);
        }
    }

    [Fact]
    public async Task Example_of_https_redirects_to_it_and_serves_it()
    {
        await using var emulator = await StartAsync("https.yaml");

        var redirect = await RawClient.ExchangeAsync(emulator.Port, "GET /a?b HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var location = new Uri(redirect.Header("Location")!);
        using var web = new Http2Client(location.Port);
        using var api = new Http2Client(location.Port, serverName: "api.localhost");

        Assert.Equal((301, "https://localhost", "/a?b"), (redirect.Status, $"{location.Scheme}://{location.Host}", location.PathAndQuery));
        foreach (var (client, group) in new[] { (web, "web"), (api, "api") })
        {
            using var response = await client.GetAsync(location.PathAndQuery);
            Assert.Equal(group, Assert.Single(response.Headers.GetValues("X-Alb-Target-Group")));
        }
    }

    [Fact]
    public async Task Login_example_lets_its_users_in()
    {
        await using var emulator = await StartAsync("login.yaml");
        using var browser = new EchoBrowser();

        using var page = await browser.OpenAsync($"http://localhost:{emulator.Port}/app/x", "jane");
        using var other = await browser.OpenAsync($"http://localhost:{emulator.Port}/", "nobody");

        Assert.Equal($"http://localhost:{emulator.Port}/app/x", $"{page.RequestMessage!.RequestUri}");
        var told = await page.Content.ReadAsStringAsync();
        Assert.Contains("x-amzn-oidc-identity", told, StringComparison.Ordinal);
        Assert.Contains("\"jane\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain("oidc", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lambda_example_invokes_its_functions()
    {
        await using var hello = ScriptedTarget.Start(LambdaStage.Returns(LambdaStage.Answer("hello")));
        await using var orders = ScriptedTarget.Start(LambdaStage.Returns(
            """{"statusCode":200,"isBase64Encoded":false,"multiValueHeaders":{"Set-Cookie":["a=1","b=2"]}}"""));
        var text = File.ReadAllText(Path.Combine(Repository.Root, "config", "examples", "lambda.yaml"))
            .Replace("Port: 8080", $"Port: {FreePorts.Take()}", StringComparison.Ordinal)
            .Replace(":9000/", $":{hello.Port}/", StringComparison.Ordinal)
            .Replace(":3001/", $":{orders.Port}/", StringComparison.Ordinal);
        await using var emulator = await HostedEmulator.StartAsync(text, ("Alb:DebugHeaders", "true"));

        var response = await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/?a=1"));
        Assert.Equal(("hello", "hello"), (response.Text, response.Header("X-Alb-Target-Group")));
        Assert.Equal("arn:aws:lambda:us-east-1:000000000000:function:hello", response.Header("X-Alb-Target"));
        Assert.Contains("\"queryStringParameters\":{\"a\":\"1\"}", hello.Request.Text, StringComparison.Ordinal);

        response = await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/orders/1?a=1&a=2"));
        Assert.Equal(["a=1", "b=2"], response.HeaderValues("Set-Cookie"));
        Assert.Contains("\"multiValueQueryStringParameters\":{\"a\":[\"1\",\"2\"]}", orders.Request.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grpc_example_takes_calls_and_http2()
    {
        await using var greeter = await KestrelTarget.StartAsync(HttpProtocols.Http2, async http =>
        {
            http.Response.ContentType = "application/grpc";
            http.Response.AppendTrailer("grpc-status", "0");
            await http.Response.Body.WriteAsync(new byte[5]);
        });
        await using var events = await KestrelTarget.StartAsync(HttpProtocols.Http2, http => http.Response.WriteAsync(http.Request.Protocol));
        var text = File.ReadAllText(Path.Combine(Repository.Root, "config", "examples", "grpc.yaml"))
            .Replace("Port: 50051", $"Port: {greeter.Port}", StringComparison.Ordinal)
            .Replace("Port: 50052", $"Port: {events.Port}", StringComparison.Ordinal);
        await using var emulator = await StartTextAsync(text);
        await emulator.WaitForHealthAsync("greeter", "healthy");
        using var client = new Http2Client(emulator.Port);
        using var message = new ByteArrayContent(new byte[5]) { Headers = { { "Content-Type", "application/grpc" } } };

        using var call = await client.PostAsync(new Uri("/helloworld.Greeter/SayHello", UriKind.Relative), message);
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(5, (await call.Content.ReadAsByteArrayAsync()).Length);
        Assert.Equal("0", call.TrailingHeaders.GetValues("grpc-status").Single());
        Assert.Equal("HTTP/2", await client.GetStringAsync(new Uri("/events/1", UriKind.Relative)));
        Assert.Equal(["web"], page.Headers.GetValues("X-Alb-Target-Group"));
    }

    [Fact]
    public async Task Example_of_logs_delivers_all_three_to_its_bucket()
    {
        using var folder = new TempFolder();
        await using (var emulator = await StartAsync("logs.yaml", ("Alb:LogStore", folder.Path)))
        {
            await emulator.WaitForHealthAsync("web", "healthy");
            Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Status);
        }

        var objects = ArchivedObject.ReadAll(folder.Path);
        Assert.Equal(["", "conn_log_", "health_check_log_"], objects.Select(item => item.Kind).Distinct().Order());
        Assert.All(objects, item => Assert.Equal(("my-alb-logs", "shop/"), (item.Bucket, item.Parts().Groups["prefix"].Value)));
        Assert.Equal(3, ArchivedObject.Keys(folder.Path).Count(key => key.EndsWith("LogTestFile", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_example_is_driven()
    {
        var driven = Requests.Select(row => (string)row[0]).Concat(["canary-weights.yaml", "grpc.yaml", "https.yaml", "lambda.yaml", "login.yaml", "login-cognito.yaml", "logs.yaml", "token.yaml"]).ToHashSet();
        var examples = Repository.Examples.Select(Path.GetFileName);
        Assert.Equal(examples.Order(), driven.Order());
    }

    private static Task<HostedEmulator> StartAsync(string file, params IEnumerable<(string Name, string Value)> settings) =>
        StartTextAsync(File.ReadAllText(Path.Combine(Repository.Root, "config", "examples", file)), settings);

    private static Task<HostedEmulator> StartTextAsync(string text, params IEnumerable<(string Name, string Value)> settings)
    {
        text = new StandInPorts().Replace(text, PortOfAnExample());
        // Where an example names a service of its reader's, a target that answers stands in.
        text = ServiceOfTheReader().Replace(text, "Id: echo");
        return HostedEmulator.StartAsync(text, [("Alb:DebugHeaders", "true"), .. settings]);
    }

    private static string? GroupOf(RawMessage response) => response.Header("X-Alb-Target-Group");

    private static string[] Lines(string headers) => headers.Split('|', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"(?<=Port""?: (\$\{\w+:-)?|\(:|echo:)(808\d|8443|3000|9\d\d\d)\b")]
    private static partial Regex PortOfAnExample();

    [GeneratedRegex(@"(?<=^\s*- )Id: (127\.0\.0\.1|web|api|\$\{APP_HOST_NAME:-localhost\})$", RegexOptions.Multiline)]
    private static partial Regex ServiceOfTheReader();
}

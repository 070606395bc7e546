using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;
using AlbEmulator.WebConsole;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>How the page of the console and its files come to a browser, and that nobody else notices them.</summary>
public sealed partial class ConsoleFilesTests
{
    private const string Token = "a-token-of-these-tests";
    private const string Browser = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private const string Script = "/console/app.js";

    [Theory]
    [InlineData(Browser)]
    [InlineData("Accept: text/html")]
    [InlineData("Accept: application/json;q=0.5, text/html;q=0.9")]
    public async Task Page_is_there_for_who_asks_for_html(string accept)
    {
        await using var emulator = await StartAsync();

        var answer = await AskAsync(emulator, "GET", "/", accept);

        Assert.Equal(200, answer.Status);
        Assert.Equal("text/html; charset=utf-8", answer.Header("Content-Type"));
        Assert.StartsWith("<!doctype html>", answer.Text, StringComparison.Ordinal);
        Assert.Equal("Accept, Accept-Encoding", answer.Header("Vary"));
    }

    [Theory]
    [InlineData("Accept: */*")]
    [InlineData("X-Nothing: x")]
    [InlineData("Accept: application/json")]
    [InlineData("Accept: text/html;q=0.1, application/json")]
    [InlineData("Accept: text/html;q=0")]
    [InlineData("Accept: text/html;;q=,")]
    public async Task Others_are_told_what_there_is(string accept)
    {
        await using var emulator = await StartAsync();

        var answer = await AskAsync(emulator, "GET", "/", accept);

        Assert.Equal(404, answer.Status);
        Assert.Contains("the APIs of AWS are here", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/?Action=DescribeLoadBalancers&Version=2015-12-01", "DescribeLoadBalancersResponse")]
    [InlineData("GET", "/?x=1", "ErrorResponse")]
    [InlineData("POST", "/", "ErrorResponse")]
    public async Task Call_of_an_api_stays_one_when_a_browser_makes_it(string method, string path, string word)
    {
        await using var emulator = await StartAsync();

        Assert.Contains(word, (await AskAsync(emulator, method, path, Browser)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_has_the_policy_its_type_and_the_guard_of_the_control_port()
    {
        await using var emulator = await StartAsync();
        var page = (await AskAsync(emulator, "GET", "/", Browser)).Text;
        // Of the one script that stands in the page itself.
        var script = Assert.Single(OwnScripts().Matches(page)).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        foreach (var path in Paths(emulator))
        {
            var answer = await AskAsync(emulator, "GET", path, Browser);
            var elsewhere = await AskAsync(emulator, "GET", path, $"{Browser}\r\nOrigin: http://evil.example");
            var rebound = await RawClient.ExchangeAsync(emulator.Control.Port, $"GET {path} HTTP/1.1\r\nHost: evil.example\r\n{Browser}\r\n\r\n");

            Assert.Equal(200, answer.Status);
            Assert.Equal(
                $"default-src 'none'; script-src 'self' 'sha256-{hash}'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                answer.Header("Content-Security-Policy"));
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
            Assert.Equal("same-origin", answer.Header("Cross-Origin-Resource-Policy"));
            Assert.Equal("no-cache", answer.Header("Cache-Control"));
            Assert.Matches("^(text/(html|javascript|css); charset=utf-8|image/(svg\\+xml|png)|application/json; charset=utf-8)$", answer.Header("Content-Type"));
            Assert.Equal((403, 403), (elsewhere.Status, rebound.Status));
        }
    }

    [Fact]
    public async Task File_that_is_there_already_is_not_sent_again()
    {
        await using var emulator = await StartAsync();
        var tag = (await AskAsync(emulator, "GET", Script, "Accept-Encoding: gzip")).Header("ETag")!;

        foreach (var known in new[] { tag, $"\"other\", {tag}", "*" })
        {
            var again = await AskAsync(emulator, "GET", Script, $"If-None-Match: {known}");
            Assert.Equal((304, 0, tag), (again.Status, again.Body.Length, again.Header("ETag")));
        }

        Assert.Equal(200, (await AskAsync(emulator, "GET", Script, "If-None-Match: W/\"other\"")).Status);
        Assert.Equal(200, (await AskAsync(emulator, "GET", Script, "If-None-Match: nonsense")).Status);
    }

    [Fact]
    public async Task File_is_compressed_as_the_browser_understands_it()
    {
        await using var emulator = await StartAsync();
        var plain = await AskAsync(emulator, "GET", Script, "Accept-Encoding: identity");
        var gzip = await AskAsync(emulator, "GET", Script, "Accept-Encoding: gzip, br;q=0");
        var brotli = await AskAsync(emulator, "GET", Script, "Accept-Encoding: gzip, deflate, br, zstd");

        Assert.Null(plain.Header("Content-Encoding"));
        Assert.Equal(("gzip", "br"), (gzip.Header("Content-Encoding"), brotli.Header("Content-Encoding")));
        Assert.Equal(plain.Text, Read(new GZipStream(new MemoryStream(gzip.Body), CompressionMode.Decompress)));
        Assert.Equal(plain.Text, Read(new BrotliStream(new MemoryStream(brotli.Body), CompressionMode.Decompress)));
        Assert.Equal("Accept-Encoding", brotli.Header("Vary"));
        Assert.True(brotli.Body.Length < plain.Body.Length / 2);
    }

    [Fact]
    public async Task Head_tells_what_get_would_send()
    {
        await using var emulator = await StartAsync();
        foreach (var path in new[] { "/", Script })
        {
            var get = await AskAsync(emulator, "GET", path, Browser);
            var head = await RawClient.ExchangeAsync(emulator.Control.Port, $"HEAD {path} HTTP/1.1\r\nHost: localhost\r\n{Browser}\r\nConnection: close\r\n\r\n");

            Assert.Equal((200, get.Header("Content-Length"), get.Header("ETag")), (head.Status, head.Header("Content-Length"), head.Header("ETag")));
        }
    }

    [Fact]
    public async Task Files_are_only_read()
    {
        await using var emulator = await StartAsync();

        var answer = await AskAsync(emulator, "POST", Script, "X-Nothing: x");

        Assert.Equal((405, "GET, HEAD"), (answer.Status, answer.Header("Allow")));
        Assert.Contains("POST is not taken", answer.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await AskAsync(emulator, "GET", "/console/nothing.js", Browser)).Status);
        Assert.Equal(404, (await AskAsync(emulator, "GET", "/console/..%2fapp.js", Browser)).Status);
    }

    /// <summary>They are the same for everybody and hold nothing; the page asks for the token.</summary>
    [Fact]
    public async Task Page_comes_without_the_token_and_nothing_else_does()
    {
        await using var emulator = await StartAsync(("Alb:ControlToken", Token));
        foreach (var path in Paths(emulator))
        {
            Assert.Equal(200, (await AskAsync(emulator, "GET", path, Browser)).Status);
            Assert.Equal(401, (await AskAsync(emulator, "DELETE", path == "/" ? "/requests" : path, Browser)).Status);
        }

        Assert.Equal(401, (await AskAsync(emulator, "GET", "/", "Accept: */*")).Status);
        Assert.Equal(401, (await AskAsync(emulator, "GET", "/requests", Browser)).Status);
        Assert.Equal(401, (await AskAsync(emulator, "GET", "/console/nothing.js", Browser)).Status);
        Assert.Equal(403, (await AskAsync(emulator, "GET", "/?Action=DescribeLoadBalancers&Version=2015-12-01", Browser)).Status);
    }

    [Fact]
    public async Task Help_of_every_code_is_there_for_the_page()
    {
        await using var emulator = await StartAsync();

        using var help = JsonDocument.Parse((await AskAsync(emulator, "GET", "/console/help.json", "Accept: */*")).Text);

        var refused = help.RootElement.GetProperty("target-refused")[0];
        Assert.StartsWith("Nothing listens", refused.GetProperty("meaning").GetString(), StringComparison.Ordinal);
        Assert.True(help.RootElement.TryGetProperty("502", out _));
    }

    /// <summary>What a module or a page names is there, and nothing is named that is elsewhere.</summary>
    [Fact]
    public void Files_name_only_files_that_are_there()
    {
        var files = new ConsoleFiles();
        Assert.All(files.Names.Where(name => name.EndsWith(".js", StringComparison.Ordinal) && name != "vendor.js"), name =>
        {
            foreach (Match import in Imports().Matches(Text(files, name)))
            {
                var path = new Uri(new Uri($"http://console/{name}"), import.Groups[1].Value).AbsolutePath[1..];
                Assert.True(files.Find(path) is not null, $"{name} imports {path}");
            }
        });
        Assert.All(
            Named().Matches(Text(files, "index.html")).Select(match => match.Groups[1].Value),
            path => Assert.True(files.Find(path["/console/".Length..]) is not null, path));
        Assert.All(OfPage(files), name => Assert.DoesNotMatch("https?://(?!localhost|www\\.w3\\.org|www\\.apache\\.org|x\\b)", name == "vendor.js" ? "" : Text(files, name)));
    }

    [Fact]
    public void No_file_of_the_page_is_longer_than_300_lines()
    {
        var files = new ConsoleFiles();
        Assert.All(OfPage(files).Where(name => name != "vendor.js"), name => Assert.True(Text(files, name).Count('\n') <= 300, name));
    }

    /// <summary>Without those of the manual.</summary>
    private static IEnumerable<string> OfPage(ConsoleFiles files) =>
        files.Names.Where(name => name != "openapi.json" && !name.StartsWith("docs/", StringComparison.Ordinal));

    private static IEnumerable<string> Paths(HostedEmulator emulator) =>
        emulator.Services.GetRequiredService<ConsoleFiles>().Names.Where(name => name != "index.html").Select(name => $"/console/{name}").Append("/");

    private static string Text(ConsoleFiles files, string name) => Encoding.UTF8.GetString(files.Find(name)!.Bytes(null));

    private static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static Task<RawMessage> AskAsync(HostedEmulator emulator, string method, string path, string headers) =>
        RawClient.ExchangeAsync(emulator.Control.Port, $"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\nContent-Length: 0\r\n\r\n");

    private static Task<HostedEmulator> StartAsync(params IEnumerable<(string Name, string Value)> settings) =>
        HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()), settings);

    [GeneratedRegex("""(?m)^import .*?'(\.[^']+)';$""")]
    private static partial Regex Imports();

    [GeneratedRegex("(?s)<script>(.*?)</script>")]
    private static partial Regex OwnScripts();

    [GeneratedRegex("""(?:href|src)="([^"]+)""")]
    private static partial Regex Named();
}

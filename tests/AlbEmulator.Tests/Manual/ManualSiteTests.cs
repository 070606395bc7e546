using System.Text.RegularExpressions;
using AlbEmulator.Manual;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Manual;

/// <summary>The manual in a browser: below <c>/docs</c> of the control port.</summary>
public sealed partial class ManualSiteTests
{
    [Fact]
    public async Task Every_page_is_there_and_all_its_links_lead_somewhere()
    {
        await using var emulator = await StartAsync();
        var (asked, toAsk) = (new HashSet<string>(), new Queue<string>(["/docs"]));
        while (toAsk.TryDequeue(out var path))
        {
            if (!asked.Add(path))
            {
                continue;
            }

            var answer = await AskAsync(emulator, "GET", path);
            Assert.True(answer.Status == 200, $"{path} is answered with {answer.Status}");
            if (answer.Header("Content-Type") != "text/html; charset=utf-8" || !path.StartsWith("/docs", StringComparison.Ordinal))
            {
                continue;
            }

            var ids = Id().Matches(answer.Text).Select(id => id.Groups[1].Value).ToHashSet();
            foreach (var link in Link().Matches(answer.Text).Select(link => link.Groups[1].Value))
            {
                Assert.True(!link.StartsWith('#') || ids.Contains(link[1..]), $"{path} has no {link}");
                if (link != "/" && link.StartsWith('/'))
                {
                    toAsk.Enqueue(link.Split('#')[0]);
                }
                else
                {
                    Assert.Matches("^(#|/$|https://)", link);
                }
            }
        }

        Assert.Superset(ManualPages.Names.Select(name => $"/docs/{name}").ToHashSet(), asked);
    }

    [Fact]
    public async Task Page_says_what_its_markdown_says()
    {
        await using var emulator = await StartAsync();
        var page = (await AskAsync(emulator, "GET", "/docs/settings")).Text;

        Assert.Contains("<h1 id=\"settings\">Settings</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<td><code>ControlUrl</code></td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        Assert.DoesNotContain(".md", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manual_needs_no_token_and_no_other_host_has_it()
    {
        await using var emulator = await StartAsync(("Alb:ControlToken", "a-token-of-these-tests"));

        Assert.Equal(200, (await AskAsync(emulator, "GET", "/docs/rules")).Status);
        Assert.Equal(200, (await AskAsync(emulator, "GET", "/openapi.json")).Status);
        Assert.Equal(403, (await RawClient.ExchangeAsync(emulator.Control.Port, "GET /docs/rules HTTP/1.1\r\nHost: evil.example\r\n\r\n")).Status);
        Assert.Equal(401, (await AskAsync(emulator, "POST", "/docs/rules")).Status);
        Assert.Equal(401, (await AskAsync(emulator, "GET", "/docs/nothing")).Status);
    }

    /// <summary>axe-core finds nothing serious, light and dark, narrow and wide; nothing of the page breaks its policy.</summary>
    [Fact]
    public async Task Pages_can_be_read_by_everybody()
    {
        if (await ConsolePage.CanBeDrivenAsync())
        {
            await using var emulator = await StartAsync();
            await ConsolePage.DriveAsync("manual.cjs", emulator);
        }
    }

    private static Task<HostedEmulator> StartAsync(params (string Name, string Value)[] settings) =>
        HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()), settings);

    private static Task<RawMessage> AskAsync(HostedEmulator emulator, string method, string path) =>
        RawClient.ExchangeAsync(emulator.Control.Port, $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex(" (?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Link();
}

using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// An HTTP/2 target gets the host in <c>host</c>, and no <c>:authority</c>: seen behind ALBs of groups HTTP2, likely so of
/// groups GRPC and of health checks, as it is here. The target is node's, which shows fields as they came.
/// </summary>
[Collection(LoadCollection.Name)]
public sealed class Http2HostTests
{
    private static readonly string[] Pseudo = [":method", ":scheme", ":path"];

    [Theory]
    [InlineData("HTTP2", false)]
    [InlineData("HTTP2", true)]
    [InlineData("GRPC", false)]
    [InlineData("GRPC", true)]
    public async Task Target_gets_host_and_no_authority(string version, bool isTls)
    {
        if (!Programs.Have("node"))
        {
            return;
        }

        await using var stage = await Stage.StartAsync(version, isTls);

        var told = await stage.AskAsync("/a?b=c");

        var fields = Fields(told.GetProperty("rawHeaders"));
        Assert.Equal(["POST", isTls ? "https" : "http", "/a?b=c"], Pseudo.Select(name => fields.Single(field => field.Key == name).Value));
        Assert.Equal($"localhost:{stage.Emulator.Port}", fields.Single(field => field.Key == "host").Value);
        Assert.DoesNotContain(fields, field => field.Key == ":authority");
        Assert.Equal("https", fields.Single(field => field.Key == "x-forwarded-proto").Value);
        var check = await Patience.UntilAsync("a health check", stage.CheckAsync);
        Assert.Equal($"127.0.0.1:{stage.TargetPort}", check.Single(field => field.Key == "host").Value);
        Assert.DoesNotContain(check, field => field.Key == ":authority");
    }

    [Fact]
    public async Task Heads_of_every_length_arrive_whole_on_connections_that_carry_many()
    {
        if (!Programs.Have("node"))
        {
            return;
        }

        // Around one frame of 16,384 bytes, and two of them; the frames of bodies come between.
        int[] lengths = [0, 1, 100, .. Enumerable.Range(15_700, 60).Select(more => more * 10 % 700 + 15_700), 32_000, 32_600, 48_000];
        await using var stage = await Stage.StartAsync("HTTP2", isTls: false);

        await Parallel.ForEachAsync(lengths, async (length, _) =>
        {
            var told = await stage.AskAsync("/", new string('~', length), new byte[20_000 + length]);

            var fields = Fields(told.GetProperty("rawHeaders"));
            Assert.Equal(length, fields.Where(field => field.Key.StartsWith("x-filler", StringComparison.Ordinal)).Sum(field => field.Value.Length));
            Assert.Equal($"localhost:{stage.Emulator.Port}", fields.Single(field => field.Key == "host").Value);
            Assert.DoesNotContain(fields, field => field.Key == ":authority");
            Assert.Equal(20_000 + length, told.GetProperty("bytes").GetInt32());
        });
    }

    private static List<KeyValuePair<string, string>> Fields(JsonElement raw)
    {
        string[] texts = [.. raw.EnumerateArray().Select(text => text.GetString()!)];
        return [.. texts.Chunk(2).Select(field => KeyValuePair.Create(field[0], field[1]))];
    }

    private sealed class Stage(TempFolder folder, NodeProcess target, HostedEmulator emulator, int targetPort) : IAsyncDisposable
    {
        private readonly Http2Client _client = new(emulator.Port);

        public HostedEmulator Emulator => emulator;

        public int TargetPort => targetPort;

        public static async Task<Stage> StartAsync(string version, bool isTls)
        {
            var folder = new TempFolder();
            using var certificate = Certificates.Write(folder, "target", "target.test");
            var port = FreePorts.Take();
            string[] tls = isTls ? [folder.File("target.key"), folder.File("target.pem")] : [];
            var target = await NodeProcess.StartAsync(
                Path.Combine(AppContext.BaseDirectory, "Fixtures", "http2-target.cjs"), [$"{port}", .. tls]);
            var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), port).Https()
                .Property("web", "ProtocolVersion", version)
                .Property("web", "Protocol", isTls ? "HTTPS" : "HTTP")
                .Property("web", "HealthCheckProtocol", isTls ? "HTTPS" : "HTTP"));
            return new Stage(folder, target, emulator, port);
        }

        public async Task<JsonElement> AskAsync(string path, string filler = "", byte[]? body = null)
        {
            using var content = new ByteArrayContent(body ?? new byte[5]);
            foreach (var (index, part) in filler.Chunk(8_000).Index())
            {
                content.Headers.TryAddWithoutValidation($"X-Filler-{index}", new string(part));
            }

            using var response = await _client.OpenAsync(HttpMethod.Post, path, content);
            Assert.Equal(200, (int)response.StatusCode);
            return JsonElement.Parse(await response.Content.ReadAsStringAsync());
        }

        /// <summary>The fields of a health check that the target has got; null as long as it has got none.</summary>
        public async Task<List<KeyValuePair<string, string>>?> CheckAsync() =>
            (await AskAsync("/")).GetProperty("checks") is var checks && checks.GetArrayLength() > 0 ? Fields(checks[0]) : null;

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await emulator.DisposeAsync();
            await target.DisposeAsync();
            folder.Dispose();
        }
    }
}

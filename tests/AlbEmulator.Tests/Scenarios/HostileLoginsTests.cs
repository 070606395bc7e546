using System.Text;
using System.Text.Json.Nodes;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Whatever comes back as if from a provider, and whatever is said to be a session: it is answered as AWS answers it, and
/// nobody passes but with the very cookies that were given.
/// </summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class HostileLoginsTests
{
    private const int Clients = 8;
    private const long MemoryMargin = 60_000_000;

    private static readonly int Count = TestLength.Of(2_000, whole: 20_000);
    private static readonly int[] OfCallbacks = [302, 400, 401, 414, 561];
    private static readonly int[] OfSessions = [200, 302, 400, 401];

    [Fact]
    public async Task Thousands_of_mutated_callbacks_and_cookies_let_nobody_in()
    {
        await using var provider = await StandInProvider.StartAsync();
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        var topology = TopologyBuilder.Simple(FreePorts.Take(), target.Port).OfListener("Rules", new JsonArray(LoginStage.Rule(provider.Config())));
        await using var emulator = await EmulatorProcess.StartAsync(topology);
        var begun = BegunLogin.Of(await RawClient.ExchangeAsync(emulator.Port, Wire.Get("/app")));
        var (state, nonce) = (Uri.EscapeDataString(begun.State), begun.NonceCookie);
        var ended = await RawClient.ExchangeAsync(emulator.Port, Get($"{LoginStage.Callback}?code=c&state={state}", nonce));
        Assert.Equal(302, ended.Status);
        var session = ended.Cookies()[0];

        var failures = new List<string>();
        await SendAsync(Count / 5, seed: 1);
        var before = emulator.WorkingSet;
        await SendAsync(Count, seed: 2);

        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(5)));
        Assert.True(emulator.IsRunning);
        Assert.InRange(emulator.WorkingSet - before, long.MinValue, MemoryMargin);

        Task SendAsync(int count, int seed) => Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var queries = new Mutator((seed * 100) + client, [_ => $"code=c&state={state}", _ => "error=access_denied&state=x", _ => $"state={state}"], ["&", "=", "%", "%00", "+", "state=", "code="]);
            var cookies = new Mutator((seed * 200) + client, [_ => session, _ => $"{nonce}; {session}", _ => $"{session}; {session.Replace("-0=", "-1=", StringComparison.Ordinal)}"], ["; ", "=", "-1=", "AWSELBAuthSessionCookie-0=", "%3D", "\""]);
            for (var i = 0; i < count / Clients; i++)
            {
                var isCallback = i % 2 == 0;
                var cookie = Header(cookies.Next(""));
                var request = isCallback ? Get($"{LoginStage.Callback}?{Query(queries.Next(""))}", i % 4 == 0 ? nonce : cookie) : Get("/app", cookie);
                var answer = await RawClient.ExchangeAsync(emulator.Port, request);
                var isRight = isCallback
                    ? OfCallbacks.Contains(answer.Status)
                    : OfSessions.Contains(answer.Status) && (answer.Status != 200 || IsWhole(cookie, session));
                if (!isRight)
                {
                    lock (failures)
                    {
                        failures.Add($"{answer.Status}: {request}");
                    }
                }
            }
        })));
    }

    /// <summary>Whether the first cookie of that name has the value that was given.</summary>
    private static bool IsWhole(string header, string session) =>
        header.Split(';').Select(cookie => cookie.Trim()).FirstOrDefault(cookie => cookie.StartsWith("AWSELBAuthSessionCookie-0=", StringComparison.Ordinal)) == session;

    private static string Get(string uri, string cookie) =>
        $"GET {uri} HTTP/1.1\r\nHost: example.com\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n";

    private static string Query(byte[] bytes) => Encoding.Latin1.GetString([.. bytes.Where(letter => letter is > 0x20 and < 0x7f)]);

    private static string Header(byte[] bytes) => Encoding.Latin1.GetString([.. bytes.Where(letter => letter is >= 0x20 and not 0x7f)]);
}

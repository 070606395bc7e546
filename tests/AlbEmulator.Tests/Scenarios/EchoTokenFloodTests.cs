using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Whoever asks the emulator's own provider for tokens without end: they are given, and no more of them are known than fit.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class EchoTokenFloodTests
{
    private const int Clients = 6;
    private const long MemoryMargin = 60_000_000;

    private static readonly int Count = TestLength.Of(1_500, whole: 12_000);

    [Fact]
    public async Task Thousands_of_tokens_with_long_scopes_leave_the_emulator_as_large_as_it_was()
    {
        var provider = FreePorts.Take();
        await using var emulator = await EmulatorProcess.StartAsync($$"""
            { "LoadBalancers": [{ "Listeners": [{ "Port": {{FreePorts.Take()}}, "DefaultActions": [
              { "Type": "jwt-validation", "Order": 1, "JwtValidationConfig": { "Issuer": "echo:{{provider}}" } },
              { "Type": "fixed-response", "Order": 2, "FixedResponseConfig": { "StatusCode": "200" } } ] }] }] }
            """);
        using var http = new HttpClient { BaseAddress = new Uri(EchoIdentityProvider.IssuerAt(provider)) };
        var first = await TokenAsync(0);

        await FloodAsync(Count / 3);
        var before = emulator.WorkingSet;
        await FloodAsync(Count);

        Assert.InRange(emulator.WorkingSet - before, long.MinValue, MemoryMargin);
        Assert.Equal(HttpStatusCode.OK, await AskAsync($"http://127.0.0.1:{emulator.Port}/", await TokenAsync(1)));
        // Whoever validates it still takes it, but of those that are known it was the oldest.
        Assert.Equal(HttpStatusCode.OK, await AskAsync($"http://127.0.0.1:{emulator.Port}/", first));
        Assert.Equal(Count > 5_000 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, await AskAsync("/userinfo", first));

        Task FloodAsync(int count) => Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var number = client; number < count; number += Clients)
            {
                await TokenAsync(number);
            }
        }));

        async Task<string> TokenAsync(int number)
        {
            using var answer = await http.PostAsync(new Uri("/token", UriKind.Relative), new FormUrlEncodedContent(
            [
                new("grant_type", "password"), new("username", "alice"), new("client_id", "alb-echo"), new("client_secret", "any"),
                new("scope", $"openid {number} {new string('x', 1_000)}"),
            ]));
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        }

        async Task<HttpStatusCode> AskAsync(string url, string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, UriKind.RelativeOrAbsolute));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }
    }
}

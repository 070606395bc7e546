using System.Collections.Concurrent;
using System.Text;
using AlbEmulator.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Whatever a token is, it is refused unless a library that knows nothing of the emulator takes it too.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class TokenFuzzTests
{
    private const int Clients = 8;

    private static readonly int Count = TestLength.Of(2_000, whole: 20_000, most: 200_000);
    private static readonly int WarmUp = Count / 5;

    /// <summary>What a leak of 5 KB a token would exceed.</summary>
    private const long MemoryMargin = 80_000_000;

    /// <summary>What is put between the bytes of tokens, headers and payloads.</summary>
    private static readonly string[] Pieces =
    [
        ".", "..", "=", " ", "\"", "{", "}", "[", "]", ",", ":", "\\u0000", "\\ud800", "null", "1e999", "-1", "RS256", "none", "HS256",
        "\"alg\":\"none\",", "\"kid\":\"key-2\",", "\"exp\":1,", "\"exp\":\"4102444800\",", "\"nbf\":4102444800,", "\"iss\":\"other\",",
        "\"crit\":[\"exp\"],", "eyJhbGciOiJub25lIn0", "eyJhbGciOiJub25lIn0.e30.", "4102444800", "99999999999999999999",
    ];

    [Fact]
    public async Task Thousands_of_mutated_tokens_are_refused_or_good_in_the_eyes_of_another()
    {
        await using var target = ScriptedTarget.Start();
        target.KeepsRequests = false;
        await using var issuer = await TokenIssuer.StartAsync();
        await using var emulator = await EmulatorProcess.StartAsync(TokenStage.Topology(issuer.Endpoint, target.Port));

        var passed = await SendAsync(emulator, issuer, WarmUp, seed: 1);
        var before = emulator.WorkingSet;
        passed += await SendAsync(emulator, issuer, Count - WarmUp, seed: 2);

        Assert.InRange(emulator.WorkingSet - before, long.MinValue, MemoryMargin);
        Assert.InRange(passed, Count / 100, Count / 2);
        Assert.DoesNotContain(emulator.Output, line => line.Contains("could not be answered", StringComparison.Ordinal));
        Assert.InRange(issuer.Asked, 1, Count / 20);
    }

    /// <summary>Gives the number of those that passed.</summary>
    private static async Task<int> SendAsync(EmulatorProcess emulator, TokenIssuer issuer, int count, int seed)
    {
        var passed = 0;
        var failures = new ConcurrentQueue<string>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(async () =>
        {
            var next = Tokens(issuer, (seed * 1000) + number);
            await using var client = await RawClient.ConnectTlsAsync(emulator.Port);
            for (var i = 0; i < count / Clients && failures.IsEmpty; i++)
            {
                var token = next();
                var answer = await client.ExchangeAsync($"GET /api HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n");
                if (answer.Status is not (200 or 401) || (answer.Status == 200 && await ProblemAsync(token) is not null))
                {
                    failures.Enqueue($"{answer.Status} {await ProblemAsync(token)} for {token}");
                }

                if (answer.Status == 200)
                {
                    Interlocked.Increment(ref passed);
                }
            }
        })));
        Assert.True(failures.IsEmpty, string.Join('\n', failures));
        return passed;
    }

    /// <summary>A third of them changed as they are sent, the others in their header or payload before they are signed.</summary>
    private static Func<string> Tokens(TokenIssuer issuer, int seed)
    {
        var random = new Random(seed);
        var whole = new Mutator(seed, [_ => issuer.Token()], Pieces);
        var header = new Mutator(seed + 1, [_ => TokenIssuer.Header()], Pieces);
        var payload = new Mutator(seed + 2, [_ => issuer.Claims(), _ => issuer.Claims(claims => claims["nbf"] = issuer.Now)], Pieces);
        return () => random.Next(3) switch
        {
            0 => Sent(whole.Next("")),
            1 => TokenIssuer.Sign(Text(header.Next("")), issuer.Claims()),
            _ => TokenIssuer.Sign(TokenIssuer.Header(), Text(payload.Next(""))),
        };
    }

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>As a header line may have it, so that it is the token that is looked at, and not the head.</summary>
    private static string Sent(byte[] bytes) =>
        string.Concat(Text(bytes).Select(character => char.IsControl(character) ? '~' : character));

    /// <summary>What the library finds wrong, as strict as it can be; null for nothing.</summary>
    private static async Task<string?> ProblemAsync(string token)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token.Trim(' '), new TokenValidationParameters
        {
            ValidIssuer = TokenIssuer.Name,
            ValidateAudience = false,
            IssuerSigningKey = new RsaSecurityKey(TokenIssuer.Key.ExportParameters(includePrivateParameters: false)) { KeyId = TokenIssuer.Kid },
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ClockSkew = TimeSpan.Zero,
        });
        return result.IsValid ? null : $"{result.Exception.Message} {result.Exception.InnerException?.Message}";
    }
}

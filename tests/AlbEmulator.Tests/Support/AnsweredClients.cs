using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using AlbEmulator.Tests.Desync;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// Clients that ask for mutated answers, each over a connection that it keeps for as long as it can, and ask for a good
/// one behind each of them.
/// </summary>
/// <param name="port">Of the listener.</param>
internal sealed class AnsweredClients(int port)
{
    private const int Together = 32;

    /// <summary>How often a good request is sent at most.</summary>
    private const int Tries = 3;

    private readonly ConcurrentDictionary<int, MutatedAnswer> _asked = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private int _answered;
    private int _broken;
    private int _lost;

    /// <summary>Those who got what is not theirs, or no answer.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Requests that had an answer of a target or of the emulator.</summary>
    public int Answered => _answered;

    /// <summary>Requests whose connection was closed before their answer or within it.</summary>
    public int Broken => _broken;

    /// <summary>
    /// Requests that nothing was wrong with and that failed: one that is sent as its target closes the connection does.
    /// </summary>
    public int Lost => _lost;

    /// <summary>Has some of these numbers asked for at a time, until something is wrong.</summary>
    public Task SendAsync(int first, int count)
    {
        var next = first - 1;
        return Task.WhenAll(Enumerable.Range(0, Together).Select(_ => Task.Run(async () =>
        {
            var client = new Connection(port);
            while (_failures.IsEmpty && Interlocked.Increment(ref next) is var number && number < first + count)
            {
                await SendAsync(client, number);
            }

            await client.CloseAsync();
        })));
    }

    /// <summary>The target's part.</summary>
    public Reply Reply => new(AnswerAsync)
    {
        ReadsBody = false,
    };

    private async Task<bool> AnswerAsync(TargetConnection connection, RawMessage request)
    {
        if (request.Target.StartsWith("/good/", StringComparison.Ordinal))
        {
            await connection.SendAsync(AnswerSamples.Ok(request.Target[6..]));
            return true;
        }

        if (!_asked.TryGetValue(Mark.In(request.Target).Single(), out var answer))
        {
            // Its client has gone already.
            return false;
        }

        if (answer.IsEarly)
        {
            await connection.SendAsync(answer.Text);
        }

        // Whoever has seen half an answer may wait for the other half before it sends the rest of a body.
        if (!answer.IsEarly || answer.StaysOpen)
        {
            await connection.Reader.ReadBodyAsync(request.Head, untilClose: false, keep: false, connection.Ended);
        }

        if (!answer.IsEarly)
        {
            await connection.SendAsync(answer.Text);
        }

        if (!answer.StaysOpen && answer.EndsWithReset)
        {
            connection.Reset();
        }

        return answer.StaysOpen;
    }

    private async Task SendAsync(Connection client, int number)
    {
        var asked = _asked[number] = MutatedAnswer.Of(number);
        try
        {
            await AskAsync(client, asked);
            await AskGoodAsync(client, number);
            _asked.TryRemove(number, out _);
        }
        catch (Exception e) when (e is TimeoutException or FormatException)
        {
            var request = asked.Request[..Math.Min(300, asked.Request.Length)];
            _failures.Enqueue($"{number}: {e.Message}\nfor {request}\nand {JsonSerializer.Serialize(asked.Text)}");
        }
    }

    private async Task AskAsync(Connection client, MutatedAnswer asked)
    {
        var answer = await client.ExchangeAsync(asked.Request, asked.IsHead, asked.Number);
        if (answer is null)
        {
            Interlocked.Increment(ref _broken);
            return;
        }

        Interlocked.Increment(ref _answered);
        if (asked is not { IsSound: true, Whole: { } whole } || (answer.Status, answer.Body) == (whole.Status, whole.Body))
        {
            return;
        }

        if (answer.Status != 502)
        {
            throw new FormatException($"Not what the target said, which is whole: {answer.Head}{answer.Body}");
        }

        Interlocked.Increment(ref _lost);
    }

    private async Task AskGoodAsync(Connection client, int number)
    {
        var mark = Mark.Of(number);
        for (var tries = 1; tries <= Tries; tries++)
        {
            if (await client.ExchangeAsync(Wire.Get($"/good/{mark}"), isHead: false, number) is { } answer)
            {
                if (answer is { Status: 200, IsUntilClose: false } && answer.Body == mark)
                {
                    return;
                }

                if (answer.Status != 502)
                {
                    throw new FormatException($"No good answer: {answer.Head}{answer.Body}");
                }
            }

            Interlocked.Increment(ref _lost);
        }

        throw new FormatException("No good answer at all.");
    }

    /// <summary>A connection that is made anew when it has been closed.</summary>
    private sealed class Connection(int port)
    {
        private RawClient? _client;

        /// <summary>The answer; null where the connection was closed instead.</summary>
        /// <exception cref="FormatException">It is none, or has something of another exchange.</exception>
        public async Task<StrictAnswer?> ExchangeAsync(string request, bool isHead, int number)
        {
            _client ??= await RawClient.ConnectAsync(port);
            try
            {
                await _client.SendAsync(request);
            }
            catch (SocketException)
            {
                // It has been closed, perhaps with an answer.
            }

            var text = "";
            var hasEnded = false;
            while (true)
            {
                if (StrictAnswer.Read(text, 0, isHead, hasEnded) is not { } answer)
                {
                    if (hasEnded)
                    {
                        OnlyOwn(text, number);
                        await CloseAsync();
                        return null;
                    }

                    var more = await _client.ReadSomeAsync();
                    hasEnded = more.Length == 0;
                    text += more;
                    continue;
                }

                if (!answer.IsInterim)
                {
                    await EndAsync(answer, text, number);
                    return answer;
                }

                OnlyOwn(answer.Head, number);
                text = text[answer.Length..];
            }
        }

        public async Task CloseAsync()
        {
            if (_client is not null)
            {
                await _client.DisposeAsync();
                _client = null;
            }
        }

        private async Task EndAsync(StrictAnswer answer, string text, int number)
        {
            var isLast = answer.Status == 101 || answer.Header("Connection") == "close";
            if (isLast)
            {
                text += (await _client!.ReadEndingAsync()).Text;
                await CloseAsync();
            }

            OnlyOwn(text, number);
            if (answer.Status != 101 && text.Length != answer.Length)
            {
                throw new FormatException($"Something behind the answer: {text}");
            }

            if (answer.IsUntilClose && !isLast)
            {
                throw new FormatException($"Nobody knows where it ends: {text}");
            }
        }

        private static void OnlyOwn(string text, int number)
        {
            if (Mark.In(text).Any(mark => mark != number))
            {
                throw new FormatException($"Something of another exchange: {text}");
            }
        }
    }
}

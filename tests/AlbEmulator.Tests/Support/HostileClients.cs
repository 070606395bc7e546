using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// Clients that send mutated requests, each on a connection and from an address of its own, which says its number. What
/// is sent depends on the number alone. Most have a good request behind the mutated one that asks for the end of the
/// connection, and one in eight is good and nothing else.
/// </summary>
/// <param name="ports">Of the listeners, which take turns.</param>
internal sealed class HostileClients(IReadOnlyList<int> ports)
{
    private const int Together = 48;

    /// <summary>After so long without a byte nothing more is expected; then the client says that it has no more to say.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<int, IReadOnlyList<HeardAnswer>> _heard = new();
    private readonly ConcurrentQueue<string> _failures = new();

    /// <summary>What each was answered, by its number.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<HeardAnswer>> Heard => _heard;

    /// <summary>Those who got neither an answer nor a close, or what cannot be read as answers.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    public static bool IsGood(int number) => number % 8 == 0;

    /// <summary>The good request of a number: its bytes, and what a target is to make of it.</summary>
    public static (string Text, string Method, string Target, int BodyLength) Good(int number)
    {
        var mark = Mark.Of(number);
        string[] headers = ["Connection: close", $"X-Mark: {mark}"];
        return (number / 8 % 3) switch
        {
            0 => (Wire.Get($"/good/{mark}", headers), "GET", $"/good/{mark}", 0),
            1 => (Wire.Post($"/good?{mark}", mark, headers), "POST", $"/good?{mark}", mark.Length),
            _ => (Wire.PostChunked($"/good?{mark}", "hello", mark)
                .Replace("Host:", $"{headers[0]}\r\n{headers[1]}\r\nHost:", StringComparison.Ordinal),
                "POST", $"/good?{mark}", 5 + mark.Length),
        };
    }

    /// <summary>The number of the client that has an address; -1 where it is none.</summary>
    public static int NumberOf(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed.GetAddressBytes() is [127, var high, var middle, var low]
            ? ((high - 16) << 16) | (middle << 8) | low
            : -1;

    /// <summary>Has those of these numbers send, some of them at a time, until something is wrong.</summary>
    public Task SendAsync(int first, int count)
    {
        var next = first - 1;
        return Task.WhenAll(Enumerable.Range(0, Together).Select(_ => Task.Run(async () =>
        {
            while (_failures.IsEmpty && Interlocked.Increment(ref next) is var number && number < first + count)
            {
                await SendAsync(number);
            }
        })));
    }

    private static IPAddress AddressOf(int number) =>
        new([127, (byte)(16 + (number >> 16)), (byte)(number >> 8), (byte)number]);

    private static byte[] Bytes(int number)
    {
        if (IsGood(number))
        {
            return Encoding.Latin1.GetBytes(Good(number).Text);
        }

        var mark = Mark.Of(number);
        var mutated = new Mutator(number).Next(mark);
        return number % 4 == 1
            ? mutated
            : [.. mutated, .. Encoding.Latin1.GetBytes(Wire.Get("/last", $"X-Mark: {mark}", "Connection: close"))];
    }

    private async Task SendAsync(int number)
    {
        var bytes = Bytes(number);
        try
        {
            var text = await ExchangeAsync(number, bytes);
            _heard[number] = HeardAnswer.ReadAll(text);
        }
        catch (Exception e) when (e is TimeoutException or FormatException)
        {
            _failures.Enqueue($"{number}: {e.Message}\nfor {JsonSerializer.Serialize(Encoding.Latin1.GetString(bytes))}");
        }
    }

    /// <summary>Everything that comes until the end of the connection.</summary>
    private async Task<string> ExchangeAsync(int number, byte[] bytes)
    {
        await using var client = await RawClient.ConnectAsync(ports[number % ports.Count], from: AddressOf(number));
        try
        {
            // One in eight comes in two pieces.
            var first = number % 8 == 3 ? bytes.Length / 2 : bytes.Length;
            await client.SendAsync(bytes.AsMemory(0, first));
            await client.SendAsync(bytes.AsMemory(first));
        }
        catch (SocketException)
        {
            // It has been answered, and the connection closed.
        }

        var (hasEnded, text) = await client.ReadUntilQuietAsync(IsGood(number) ? Patience.Default : Quiet);
        if (hasEnded)
        {
            return text;
        }

        try
        {
            client.HalfClose();
        }
        catch (SocketException)
        {
            // It has just been closed.
        }

        return text + (await client.ReadEndingAsync()).Text;
    }
}

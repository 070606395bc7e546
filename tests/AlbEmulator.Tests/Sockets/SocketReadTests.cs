using System.Net.Sockets;
using System.Text;
using AlbEmulator.Sockets;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Sockets;

/// <summary>Each in every way that there is to read a socket on this system.</summary>
public sealed class SocketReadTests : IDisposable
{
    private const string Asked = "as .NET does";
    private const string Watched = "when the system says so";
    private const string Inline = "when the system says so, on the thread that hears it";

    private readonly SocketPair _pair = new();

    public static TheoryData<string> Ways => OperatingSystem.IsLinux() ? [Asked, Watched, Inline] : [Asked];

    public void Dispose() => _pair.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Read_brings_what_is_there_and_what_comes(string way)
    {
        using var read = Of(_pair, way);
        await _pair.Other.SendAsync("there"u8.ToArray());

        Assert.Equal("there", await NextAsync(read));

        var coming = NextAsync(read);
        Assert.False(coming.IsCompleted);
        await _pair.Other.SendAsync("comes"u8.ToArray());

        Assert.Equal("comes", await coming);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Read_that_is_full_is_followed_by_what_had_no_room(string way)
    {
        using var read = Of(_pair, way);
        await _pair.Other.SendAsync("to be read in pieces"u8.ToArray());

        Assert.Equal(["to be ", "read i", "n piec", "es"], [await NextAsync(read, 6), await NextAsync(read, 6), await NextAsync(read, 6), await NextAsync(read, 6)]);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_is_read_behind_the_last_bytes_and_stays(string way)
    {
        using var read = Of(_pair, way);
        var first = NextAsync(read);
        await _pair.Other.SendAsync("first"u8.ToArray());
        Assert.Equal("first", await first);

        await _pair.Other.SendAsync("last"u8.ToArray());
        _pair.Other.Shutdown(SocketShutdown.Send);

        Assert.Equal(["last", "", ""], [await NextAsync(read), await NextAsync(read), await NextAsync(read)]);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_is_heard_while_it_is_waited_for(string way)
    {
        using var read = Of(_pair, way);
        var end = NextAsync(read);

        _pair.Other.Shutdown(SocketShutdown.Send);

        Assert.Equal("", await end);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Own_end_is_heard_while_it_is_waited_for(string way)
    {
        using var read = Of(_pair, way);
        var end = NextAsync(read);

        _pair.Socket.Shutdown(SocketShutdown.Both);

        Assert.Equal("", await end);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Reset_is_heard_while_it_is_waited_for(string way)
    {
        using var read = Of(_pair, way);
        var reset = NextAsync(read);

        _pair.Reset();

        Assert.Equal($"{SocketError.ConnectionReset}", await reset);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(read.Failure.InnerException).SocketErrorCode);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Read_of_a_socket_that_is_closed_meanwhile_ends(string way)
    {
        var read = Of(_pair, way);
        var closed = NextAsync(read);

        _pair.Socket.Dispose();
        read.Dispose();

        Assert.Equal($"{SocketError.OperationAborted}", await closed);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Read_of_a_socket_that_is_closed_ends_at_once(string way)
    {
        var read = Of(_pair, way);
        _pair.Socket.Dispose();
        Assert.Equal($"{SocketError.OperationAborted}", await NextAsync(read));

        read.Dispose();
        Assert.Equal($"{SocketError.OperationAborted}", await NextAsync(read));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Urgent_byte_between_others_holds_up_none_of_them(string way)
    {
        using var read = Of(_pair, way);
        var first = NextAsync(read);
        await _pair.Other.SendAsync("before"u8.ToArray());
        Assert.Equal("before", await first);

        _pair.Other.Send("!"u8, SocketFlags.OutOfBand);
        await _pair.Other.SendAsync("behind"u8.ToArray());
        _pair.Other.Shutdown(SocketShutdown.Send);

        var rest = "";
        while (await NextAsync(read) is { Length: > 0 } piece)
        {
            rest += piece;
        }

        Assert.Equal("behind", rest.TrimStart('!'));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Nothing_is_lost_however_it_is_cut(string way) =>
        await Task.WhenAll(Enumerable.Range(1, 32).Select(seed => Task.Run(async () =>
        {
            const int length = 200_000;
            using var pair = new SocketPair();
            using var read = Of(pair, way);
            var sending = SendAsync(pair.Other, length, new Random(seed));
            var (cuts, got) = (new Random(-seed), new List<byte>());
            while (await NextAsync(read, cuts.Next(1, 4096)) is { Length: > 0 } piece)
            {
                got.AddRange(piece.Select(static character => (byte)character));
            }

            await sending;
            Assert.Equal(Bytes(length), got);
        })));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Descriptors_that_are_used_again_tell_of_their_new_socket(string way) =>
        await Task.WhenAll(Enumerable.Range(0, 8).Select(connection => Task.Run(async () =>
        {
            for (var round = 0; round < 100; round++)
            {
                using var pair = new SocketPair();
                var read = Of(pair, way);
                var coming = NextAsync(read);
                await pair.Other.SendAsync(new[] { (byte)round });
                Assert.Equal($"{(char)round}", await coming);

                var none = NextAsync(read);
                pair.Socket.Dispose();
                read.Dispose();
                Assert.Equal($"{SocketError.OperationAborted}", await none);
            }
        })));

    private static SocketRead Of(SocketPair pair, string way)
    {
        if (way == Asked)
        {
            return new SystemRead(pair.Socket);
        }

        var read = pair.Read();
        if (way == Inline)
        {
            read.CompleteInline();
        }

        return read;
    }

    /// <summary>What it brings, a character for each byte, or its error.</summary>
    private static async Task<string> NextAsync(SocketRead read, int room = 100)
    {
        var (buffer, ended) = (new byte[room], new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (read.Begin(buffer, () => ended.SetResult()))
        {
            await ended.Task.WaitAsync(Patience.Default);
        }

        return read.Error == SocketError.Success ? Encoding.Latin1.GetString(buffer, 0, read.Bytes) : $"{read.Error}";
    }

    private static async Task SendAsync(Socket socket, int length, Random cuts)
    {
        var bytes = Bytes(length);
        for (var at = 0; at < length;)
        {
            at += await socket.SendAsync(bytes.AsMemory(at, Math.Min(length - at, cuts.Next(1, 8192))));
            if (cuts.Next(4) == 0)
            {
                await Task.Yield();
            }
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(static index => (byte)(index % 251))];
}
